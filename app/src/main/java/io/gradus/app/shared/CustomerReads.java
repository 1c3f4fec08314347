package io.gradus.app.shared;

import java.util.Collection;

/** Is told who is about to see personal values of which customers, before the answer goes out. */
public interface CustomerReads {

    /** Returns once this is on record; when it cannot be, it throws, and then nothing may be shown. */
    void record(Actor reader, Collection<String> customerIds);
}
