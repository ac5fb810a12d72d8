package io.opdbus.core.tool;

/** When the calls of the last second began. Grows with the calls that really come, not with their limit. */
final class StartTimes {

    private static final long SECOND = 1_000_000_000L;

    private final int maxPerSecond;
    private long[] ring = new long[16];
    private int first;
    private int size;

    StartTimes(int maxPerSecond) {
        this.maxPerSecond = maxPerSecond;
    }

    /** How long the next call must wait so that no second sees more than the limit; 0 or less if not at all. */
    long nanosToWait(long now) {
        while (size > 0 && now - ring[first] >= SECOND) {
            first = (first + 1) & (ring.length - 1);
            size--;
        }
        return size < maxPerSecond ? 0 : SECOND - (now - ring[first]);
    }

    void add(long now) {
        if (size == ring.length) {
            long[] larger = new long[size * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(first + i) & (size - 1)];
            }
            ring = larger;
            first = 0;
        }
        ring[(first + size++) & (ring.length - 1)] = now;
    }
}
