package io.opdbus.core.agent;

/**
 * One state of a circuit. A call that passed keeps the state that let it pass and tells it, once, how the agent answered;
 * what a state hears after the circuit has moved on changes nothing any more.
 */
abstract class CircuitState {

    /** Whether a call may go to the agent now. */
    abstract boolean tryPass();

    /** The state's name in reports. */
    abstract AgentStatus.Circuit name();

    /** The agent answered, be it with the failure of an operation. */
    void succeeded() {}

    /** The transport failed. */
    void failed() {}

    /** The agent was reached, though not by a call. */
    void reached() {}

    /** The call ended without telling anything about the agent. */
    void abandoned() {}
}
