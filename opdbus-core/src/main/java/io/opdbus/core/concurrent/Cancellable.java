package io.opdbus.core.concurrent;

/** Something that will happen unless it is taken back. */
@FunctionalInterface
public interface Cancellable {

    /** Takes it back. Does nothing once it has happened; may be called more than once. */
    void cancel();
}
