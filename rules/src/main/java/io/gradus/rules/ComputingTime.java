package io.gradus.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What one thread may compute for one piece of work, measured in its own processor time. Waiting does not count, so a busy
 * machine refuses nothing that an idle one lets through.
 */
public final class ComputingTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    // To ask for processor time is a system call; this is how close to the end it is asked at most.
    private static final long GRAIN = Duration.ofMillis(1).toNanos();

    private final boolean measured = THREADS.isCurrentThreadCpuTimeSupported();
    private final long end;
    private long nextLook;

    /** The time allowed to the calling thread, from now on; where a machine does not measure it, nothing is ever used up. */
    public ComputingTime(Duration allowed) {
        this.end = used() + allowed.toNanos();
        this.nextLook = System.nanoTime();
    }

    /** Whether the calling thread, which must be the one that made this, has computed longer than allowed. */
    public boolean isUsedUp() {
        // A thread computes no faster than the clock runs: until the clock has gone on by what was left, there is some
        // left.
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return false;
        }
        long left = end - used();
        nextLook = now + Math.max(GRAIN, left);
        return left < 0;
    }

    private long used() {
        return measured ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
