package io.opdbus.core.agent;

import java.util.Map;

/** The agents that every op-dbus installation may have, at the ports where they are found unless said otherwise. */
final class WellKnownAgents {

    static final Map<String, Integer> PORTS = Map.of(
            "rust_pro", 50051,
            "backend_architect", 50052,
            "sequential_thinking", 50053,
            "memory", 50054,
            "context_manager", 50055,
            "python_pro", 50056,
            "debugger", 50057,
            "mem0", 50058,
            "search_specialist", 50059,
            "deployment", 50060);

    private WellKnownAgents() {}
}
