package io.opdbus.core.run;

/**
 * A set of small numbers that gives its lowest: a bitmap with bitmaps above it, so that each operation looks at one word for
 * each factor of 64 in the size.
 */
final class IndexSet {

    private final long[][] levels;
    private int size;

    IndexSet(int capacity) {
        int depth = 1;
        for (int words = words(capacity); words > 1; words = words(words)) {
            depth++;
        }
        levels = new long[depth][];
        int words = words(capacity);
        for (int level = 0; level < depth; level++) {
            levels[level] = new long[words];
            words = words(words);
        }
    }

    private static int words(int bits) {
        return Math.max(1, (bits + 63) >>> 6);
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int index) {
        if ((levels[0][index >>> 6] & (1L << index)) != 0) {
            return;
        }
        size++;
        int position = index;
        for (long[] level : levels) {
            long before = level[position >>> 6];
            level[position >>> 6] = before | (1L << position);
            if (before != 0) {
                return;
            }
            position >>>= 6;
        }
    }

    void remove(int index) {
        if ((levels[0][index >>> 6] & (1L << index)) == 0) {
            return;
        }
        size--;
        int position = index;
        for (long[] level : levels) {
            long after = level[position >>> 6] & ~(1L << position);
            level[position >>> 6] = after;
            if (after != 0) {
                return;
            }
            position >>>= 6;
        }
    }

    /** The lowest number in the set, or {@link Integer#MAX_VALUE} if it is empty. */
    int lowest() {
        if (size == 0) {
            return Integer.MAX_VALUE;
        }
        int position = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            position = (position << 6) | Long.numberOfTrailingZeros(levels[level][position]);
        }
        return position;
    }
}
