package io.opdbus.cli;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.ToolDescriptor;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.definition.LoadedWorkstack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of each thing in a list. */
final class ListEntries {

    private ListEntries() {}

    static Map<String, @Nullable Object> tool(ToolDescriptor tool) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("name", tool.name());
        entry.put("description", tool.description());
        entry.put("tags", tool.tags());
        entry.put("parameters", tool.parameters().schema());
        entry.put("output", tool.output().orElse(null));
        entry.putAll(hints(tool.hints()));
        return entry;
    }

    static Map<String, @Nullable Object> agent(AgentDescriptor agent) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("id", agent.id());
        entry.put("description", agent.description());
        entry.put("tags", agent.tags());
        entry.put("default_operation", agent.defaultOperation().orElse(null));
        entry.put(
                "operations",
                agent.operations().stream().map(ListEntries::operation).toList());
        return entry;
    }

    private static Map<String, @Nullable Object> operation(Operation operation) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("name", operation.name());
        entry.put("description", operation.description());
        entry.put("parameters", operation.parameters().map(Parameters::schema).orElse(null));
        entry.put("output", operation.output().orElse(null));
        entry.put("streaming", operation.streaming());
        entry.putAll(hints(operation.hints()));
        return entry;
    }

    private static Map<String, Object> hints(Hints hints) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("read_only", hints.readOnly());
        entry.put("idempotent", hints.idempotent());
        entry.put("destructive", hints.destructive());
        return entry;
    }

    static Map<String, @Nullable Object> skill(Skill skill) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("name", skill.name());
        entry.put("description", skill.description());
        entry.put("version", skill.version());
        entry.put("allowed_tools", skill.allowedTools());
        entry.put("sha256", skill.sha256());
        return entry;
    }

    static Map<String, @Nullable Object> workstack(LoadedWorkstack loaded) {
        Workstack workstack = loaded.workstack();
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("id", workstack.id());
        entry.put("description", workstack.description());
        entry.put("version", workstack.version());
        entry.put("tags", workstack.tags());
        entry.put(
                "inputs",
                workstack
                        .inputs()
                        .map(inputs -> {
                            Map<String, @Nullable Object> declared = new LinkedHashMap<>();
                            inputs.forEach((name, input) -> declared.put(name, input(input)));
                            return declared;
                        })
                        .orElse(null));
        entry.put("phases", workstack.phases().stream().map(phase -> phase.id()).toList());
        entry.put("source", loaded.locator().locate("").source());
        return entry;
    }

    private static Map<String, @Nullable Object> input(Input input) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("type", Words.lower(input.type()));
        entry.put("description", input.description());
        entry.put("required", input.required());
        entry.put("secret", input.secret());
        if (!input.secret()) {
            input.defaultValue().ifPresent(value -> entry.put("default", value));
        }
        return entry;
    }

    /** A line for each: its name, and the beginning of its description. */
    static List<String> table(List<Map<String, @Nullable Object>> entries, int columns) {
        int widest = entries.stream()
                .mapToInt(entry -> TextWidth.of(name(entry)))
                .max()
                .orElse(0);
        return entries.stream()
                .map(entry -> {
                    String line = TextWidth.pad(name(entry), widest) + "  " + description(entry);
                    return TextWidth.fit(line, Math.max(widest + 20, columns)).stripTrailing();
                })
                .toList();
    }

    private static String name(Map<String, @Nullable Object> entry) {
        return String.valueOf(entry.containsKey("name") ? entry.get("name") : entry.get("id"));
    }

    private static String description(Map<String, @Nullable Object> entry) {
        String text = TextWidth.plain(String.valueOf(entry.get("description"))).strip();
        if (entry.get("operations") instanceof List<?> operations && !operations.isEmpty()) {
            List<String> names = operations.stream()
                    .map(operation -> String.valueOf(((Map<?, ?>) operation).get("name")))
                    .toList();
            return "[" + String.join(", ", names) + "] " + text;
        }
        return text;
    }
}
