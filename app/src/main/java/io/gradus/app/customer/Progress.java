package io.gradus.app.customer;

/** Told how far a file has been read. */
public interface Progress {

    /** Nobody is looking. */
    Progress NONE = new Progress() {
        @Override
        public void size(long bytes) {}

        @Override
        public void at(long bytes) {}
    };

    /** The size of the file. */
    void size(long bytes);

    /** So many bytes have been read. */
    void at(long bytes);
}
