package io.opdbus.core.process;

/**
 * Takes the output of a running process as text.
 *
 * <p>Calls for one {@link OutputSource} come one after the other, on the thread that reads that stream; calls for the
 * two sources may overlap. A listener that blocks makes the process wait once its pipe is full, which is how
 * back-pressure reaches it; stopping the process still works, and then interrupts the listener if it does not return
 * soon. A listener that throws gets no further calls, the output is still drained, and the exception is told in
 * {@link ProcessExit#listenerFailure()}.
 */
@FunctionalInterface
public interface OutputListener {

    /** The most UTF-16 units that one {@link #onText} call brings. */
    int MAX_CHUNK = 8192;

    /**
     * Some output arrived.
     *
     * @param source where it was written
     * @param text decoded from UTF-8, malformed bytes replaced by U+FFFD; never empty, never half a code point, at most
     *     {@link #MAX_CHUNK} UTF-16 units
     * @throws InterruptedException if the listener was interrupted while it blocked
     */
    void onText(OutputSource source, String text) throws InterruptedException;

    /**
     * The stream has ended. Does nothing by default.
     *
     * @param source the stream that ended
     * @throws InterruptedException if the listener was interrupted while it blocked
     */
    default void onEnd(OutputSource source) throws InterruptedException {}

    /**
     * Ignores all output.
     *
     * @return a listener that does nothing
     */
    static OutputListener discarding() {
        return (source, text) -> {};
    }

    /**
     * Cuts the output into lines for another listener.
     *
     * @param lines gets each line without its {@code \n} or {@code \r\n}, possibly empty; a line longer than
     *     {@link #MAX_CHUNK} arrives in pieces
     * @return a listener to start one process with
     */
    static OutputListener lines(OutputListener lines) {
        return new LineListener(lines);
    }
}
