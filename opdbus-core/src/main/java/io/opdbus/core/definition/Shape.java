package io.opdbus.core.definition;

import static java.util.Map.entry;

import io.opdbus.core.source.ObjectReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The maps that a definition consists of: the keys of each, and what to say to keys known from elsewhere. */
enum Shape {
    WORKSTACK(
            List.of(
                    "workstack",
                    "description",
                    "version",
                    "tags",
                    "inputs",
                    "variables",
                    "skills",
                    "timeout",
                    "parallel_phases",
                    "rollback_scope",
                    "outputs",
                    "finally",
                    "phases"),
            Map.ofEntries(
                    entry("id", "the id is the value of 'workstack'"),
                    entry("name", "the id is the value of 'workstack', a title goes into 'description'"),
                    entry("steps", "use 'phases'"),
                    entry("tasks", "use 'phases'"),
                    entry("tools", "use 'phases', and 'tools' in each"),
                    entry("agents", "use 'phases', and 'agents' in each"),
                    entry("nodes", "a workstack has 'phases', nodes belong to a workflow"),
                    entry("edges", "a workstack has 'depends_on' in its phases, edges belong to a workflow"),
                    entry("env", "use 'variables'"),
                    entry("parallel", "use 'parallel_phases'"),
                    entry("max_parallel", "use 'parallel_phases'"),
                    entry("arguments", "use 'inputs'"),
                    entry("args", "use 'inputs'"),
                    entry("with", "use 'inputs'"),
                    entry("rollback", "use 'rollback_scope', and 'rollback' in phases and calls"),
                    entry("needs", "use 'depends_on' in a phase"),
                    entry("retry", "use 'retry' in phases and calls"),
                    entry("continue_on_failure", "use 'continue_on_failure' in a phase"))),
    PHASE(
            List.of(
                    "id",
                    "name",
                    "description",
                    "depends_on",
                    "condition",
                    "skills",
                    "tools",
                    "agents",
                    "operation",
                    "args",
                    "coordination",
                    "timeout",
                    "retry",
                    "continue_on_failure",
                    "rollback"),
            Map.ofEntries(
                    entry("phase", "use 'id'"),
                    entry("steps", "use 'tools' and 'agents'"),
                    entry("tasks", "use 'tools' and 'agents'"),
                    entry("calls", "use 'tools' and 'agents'"),
                    entry("uses", "use 'tools' or 'agents'"),
                    entry("parallel", "use 'coordination: parallel' for its agents, or 'parallel_phases' at the top"),
                    entry("env", "use 'args', or 'variables' at the top"),
                    entry("variables", "variables stand at the top"),
                    entry("inputs", "inputs stand at the top; arguments go into 'args'"),
                    entry("outputs", "use 'store_as' in a tool or agent call, or 'outputs' at the top"),
                    entry("store_as", "use 'store_as' in a tool or agent call"),
                    entry("finally", "use 'finally' at the top"))),
    TOOL_CALL(
            List.of("tool", "id", "args", "store_as", "timeout", "retry", "skills", "condition", "rollback"),
            Map.ofEntries(
                    entry("name", "use 'tool' for the tool's name, 'id' for the call's"),
                    entry("uses", "use 'tool'"),
                    entry("needs", "the calls of a phase run in order; use 'depends_on' in the phase"),
                    entry("depends_on", "the calls of a phase run in order; use 'depends_on' in the phase"),
                    entry("agent", "an agent call stands under 'agents'"),
                    entry("operation", "an agent call stands under 'agents'"),
                    entry("env", "use 'args', or 'variables' at the top"),
                    entry("inputs", "use 'args'"),
                    entry("outputs", "use 'store_as'"),
                    entry("continue_on_failure", "use 'continue_on_failure' in the phase"))),
    AGENT_CALL(
            List.of("agent", "operation", "id", "args", "store_as", "timeout", "retry", "skills", "rollback"),
            Map.ofEntries(
                    entry("name", "use 'agent' for the agent's name, 'id' for the call's"),
                    entry("uses", "use 'agent'"),
                    entry("needs", "use 'depends_on' in the phase"),
                    entry("depends_on", "use 'depends_on' in the phase"),
                    entry("condition", "use 'condition' in the phase"),
                    entry("if", "use 'condition' in the phase"),
                    entry("when", "use 'condition' in the phase"),
                    entry("tool", "a tool call stands under 'tools'"),
                    entry("env", "use 'args', or 'variables' at the top"),
                    entry("inputs", "use 'args'"),
                    entry("outputs", "use 'store_as'"),
                    entry("task", "use 'operation' and 'args'"),
                    entry("prompt", "use 'args'"),
                    entry("continue_on_failure", "use 'continue_on_failure' in the phase"))),
    INPUT(
            List.of("type", "description", "default", "required", "secret"),
            Map.of(
                    "value", "use 'default'",
                    "optional", "use 'required: false'",
                    "sensitive", "use 'secret'",
                    "enum", "the values of an input cannot be listed")),
    RETRY(
            List.of("max_attempts", "delay", "backoff", "max_delay", "jitter"),
            Map.of(
                    "attempts", "use 'max_attempts'",
                    "max_retries", "use 'max_attempts', which counts the first attempt too",
                    "retries", "use 'max_attempts', which counts the first attempt too",
                    "count", "use 'max_attempts'",
                    "limit", "use 'max_attempts'",
                    "interval", "use 'delay'",
                    "initial_delay", "use 'delay'",
                    "multiplier", "use 'backoff'",
                    "factor", "use 'backoff'"));

    /** Keys known from elsewhere, and ours; where a map has none of ours, its own hints answer. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            entry("needs", "depends_on"),
            entry("requires", "depends_on"),
            entry("after", "depends_on"),
            entry("dependencies", "depends_on"),
            entry("if", "condition"),
            entry("when", "condition"),
            entry("only_if", "condition"),
            entry("with", "args"),
            entry("arguments", "args"),
            entry("params", "args"),
            entry("parameters", "args"),
            entry("input", "args"),
            entry("continue-on-error", "continue_on_failure"),
            entry("continue_on_error", "continue_on_failure"),
            entry("ignore_errors", "continue_on_failure"),
            entry("allow_failure", "continue_on_failure"),
            entry("jobs", "phases"),
            entry("stages", "phases"),
            entry("vars", "variables"),
            entry("environment", "variables"),
            entry("title", "name"),
            entry("summary", "description"),
            entry("register", "store_as"),
            entry("save_as", "store_as"),
            entry("output", "store_as"),
            entry("result", "store_as"),
            entry("retries", "retry"),
            entry("max_retries", "retry"),
            entry("attempts", "retry"),
            entry("timeout_minutes", "timeout"),
            entry("timeout-minutes", "timeout"),
            entry("timeout_seconds", "timeout"),
            entry("timeout_ms", "timeout"),
            entry("default_timeout", "timeout"),
            entry("strategy", "coordination"),
            entry("mode", "coordination"),
            entry("undo", "rollback"),
            entry("compensate", "rollback"),
            entry("on_failure", "rollback"),
            entry("on_error", "rollback"),
            entry("always", "finally"),
            entry("cleanup", "finally"));

    private static final String RUN_HINT = "a program is run by the tool 'process_run'";

    private final List<String> keys;
    private final Map<String, String> hints;

    Shape(List<String> keys, Map<String, String> hints) {
        this.keys = keys;
        this.hints = Map.copyOf(hints);
    }

    List<String> keys() {
        return keys;
    }

    void rejectUnknownKeys(ObjectReader reader) {
        if (!keys.containsAll(reader.keys())) {
            reader.rejectUnknownKeys(keys, allHints());
        }
    }

    private Map<String, String> allHints() {
        Map<String, String> all = new HashMap<>();
        ELSEWHERE.forEach((foreign, ours) -> {
            if (keys.contains(ours)) {
                all.put(foreign, "use '" + ours + "'");
            }
        });
        if (this != INPUT && this != RETRY) {
            for (String foreign : List.of("run", "script", "shell", "command")) {
                all.put(foreign, RUN_HINT);
            }
        }
        all.putAll(hints);
        return all;
    }
}
