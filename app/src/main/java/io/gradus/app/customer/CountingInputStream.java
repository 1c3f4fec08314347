package io.gradus.app.customer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a progress how many bytes have been read. */
final class CountingInputStream extends FilterInputStream {

    private final Progress progress;
    private long count;

    CountingInputStream(InputStream in, Progress progress) {
        super(in);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        count += read;
        progress.at(count);
    }
}
