package io.opdbus.core.engine;

/** Is told when a run's own session of its agents begins and ends. */
public interface SessionLifecycle {

    /** Nobody is told. */
    SessionLifecycle NONE = new SessionLifecycle() {
        @Override
        public void opened(String session) {}

        @Override
        public void closed(String session) {}
    };

    /**
     * A run with agents begins. Must not block.
     *
     * @param session the session's id
     */
    void opened(String session);

    /**
     * That run has ended. Must not block.
     *
     * @param session the session's id
     */
    void closed(String session);
}
