package io.opdbus.core.run;

import java.util.Arrays;

/** A first-in-first-out queue of numbers that are not negative. */
final class IntQueue {

    private int[] ring = new int[16];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(int value) {
        if (size == ring.length) {
            int[] larger = Arrays.copyOf(ring, ring.length * 2);
            // What had wrapped around goes behind the old end.
            System.arraycopy(ring, 0, larger, ring.length, head);
            ring = larger;
        }
        ring[(head + size++) & (ring.length - 1)] = value;
    }

    /** The oldest number, or -1 if there is none. */
    int poll() {
        if (size == 0) {
            return -1;
        }
        int value = ring[head];
        head = (head + 1) & (ring.length - 1);
        size--;
        return value;
    }
}
