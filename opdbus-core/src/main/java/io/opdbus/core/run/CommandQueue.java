package io.opdbus.core.run;

import io.opdbus.api.run.TimerKind;
import java.util.Arrays;

/** What the engine is to do, in order. Read with {@link #next()} and the accessors; nothing is allocated. */
public final class CommandQueue {

    private static final Command.Kind[] KINDS = Command.Kind.values();
    private static final TimerKind[] TIMERS = TimerKind.values();
    private static final int NO_TIMER = 0xff;

    private int[] codes = new int[16];
    private int[] indexes = new int[16];
    private int[] attempts = new int[16];
    private long[] dues = new long[16];
    private int head;
    private int size;
    private int current;

    CommandQueue() {}

    /**
     * Takes the next command off the queue, so that the accessors tell of it.
     *
     * @return false if there is none
     */
    public boolean next() {
        if (size == 0) {
            return false;
        }
        current = head;
        head = (head + 1) & (codes.length - 1);
        size--;
        return true;
    }

    /** What is to be done. */
    public Command.Kind kind() {
        return KINDS[codes[current] & 0xff];
    }

    /** The unit's or step's number; -1 where it is about neither. */
    public int index() {
        return indexes[current];
    }

    /** The attempt; 0 where it is about none. */
    public int attempt() {
        return attempts[current];
    }

    /** Which timer; only where one is to be armed. */
    public TimerKind timer() {
        return TIMERS[codes[current] >>> 8];
    }

    /** When the timer is due, in microseconds since the epoch. */
    public long dueMicros() {
        return dues[current];
    }

    /** The command as a value. */
    public Command command() {
        int timer = codes[current] >>> 8;
        return new Command(kind(), index(), attempt(), timer == NO_TIMER ? null : TIMERS[timer], dueMicros());
    }

    void add(Command.Kind kind, int index, int attempt) {
        add(kind.ordinal() | NO_TIMER << 8, index, attempt, 0);
    }

    void arm(TimerKind timer, int index, int attempt, long dueMicros) {
        add(Command.Kind.ARM.ordinal() | timer.ordinal() << 8, index, attempt, dueMicros);
    }

    private void add(int code, int index, int attempt, long due) {
        if (size == codes.length) {
            grow();
        }
        int at = (head + size++) & (codes.length - 1);
        codes[at] = code;
        indexes[at] = index;
        attempts[at] = attempt;
        dues[at] = due;
    }

    private void grow() {
        int before = codes.length;
        codes = Arrays.copyOf(codes, before * 2);
        indexes = Arrays.copyOf(indexes, before * 2);
        attempts = Arrays.copyOf(attempts, before * 2);
        dues = Arrays.copyOf(dues, before * 2);
        // What had wrapped around goes behind the old end.
        System.arraycopy(codes, 0, codes, before, head);
        System.arraycopy(indexes, 0, indexes, before, head);
        System.arraycopy(attempts, 0, attempts, before, head);
        System.arraycopy(dues, 0, dues, before, head);
    }
}
