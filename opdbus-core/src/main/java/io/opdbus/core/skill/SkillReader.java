package io.opdbus.core.skill;

import io.opdbus.api.error.Location;
import io.opdbus.api.skill.Skill;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the fields of one skill's front matter. */
final class SkillReader {

    static final int MAX_NAME = 64;

    private static final int MAX_DESCRIPTION = 1024;
    private static final int MAX_COMPATIBILITY = 500;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,9}");
    private static final List<String> KEYS =
            List.of("name", "description", "license", "compatibility", "metadata", "allowed-tools");

    private final boolean strict;
    private final SkillFolder folder;
    private final Problems problems;

    SkillReader(boolean strict, SkillFolder folder, Problems problems) {
        this.strict = strict;
        this.folder = folder;
        this.problems = problems;
    }

    LoadedSkill read(SourceDocument document, FrontMatter parts) {
        Optional<Skill> skill =
                document.open(problems).flatMap(Node::object).flatMap(fields -> skill(fields, parts.body()));
        return new LoadedSkill(problems.hasErrors() ? Optional.empty() : skill, problems.sorted());
    }

    private Optional<Skill> skill(ObjectReader fields, String body) {
        if (strict) {
            fields.rejectUnknownKeys(KEYS, Map.of("version", "write it into 'metadata'"));
        }
        String name = fields.requiredString("name").orElse("");
        checkName(fields, name);
        String description =
                fields.requiredString("description").map(String::strip).orElse("");
        fields.node("description").filter(Node::isString).ifPresent(node -> {
            if (description.isEmpty()) {
                node.error("'description' is empty; say what the skill does and when to use it");
            }
            checkLength(node, description, MAX_DESCRIPTION);
        });
        String compatibility = text(fields, "compatibility");
        fields.node("compatibility").ifPresent(node -> checkLength(node, compatibility, MAX_COMPATIBILITY));
        Map<String, String> metadata = metadata(fields);
        return Optional.of(new Skill(
                name,
                description,
                metadata.getOrDefault("version", ""),
                text(fields, "license"),
                compatibility,
                metadata,
                allowedTools(fields),
                priority(fields, metadata),
                body,
                folder.directory()));
    }

    private void checkName(ObjectReader fields, String name) {
        Optional<Node> node = fields.node("name").filter(Node::isString);
        if (node.isEmpty()) {
            return;
        }
        if (name.isBlank()) {
            node.get().error("'name' is empty");
            return;
        }
        Location place = node.get().location();
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            departure(
                    place,
                    "'name' must consist of lower-case letters, digits and single hyphens between them, at most "
                            + MAX_NAME + ", is '" + name + "'");
        } else if (!name.equals(folder.name())) {
            departure(
                    place,
                    "'name' must be that of the skill's folder, '" + folder.name() + "', is '" + name
                            + "'; rename one");
        }
    }

    private void checkLength(Node node, String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            departure(node.location(), "the text has " + length + " characters; at most " + most + " are allowed");
        }
    }

    private Map<String, String> metadata(ObjectReader fields) {
        Map<String, String> metadata = new LinkedHashMap<>();
        fields.object("metadata")
                .ifPresent(entries -> entries.nodes().forEach((key, node) -> {
                    Object value = node.value();
                    if (value instanceof String text) {
                        metadata.put(key, text);
                    } else if (value instanceof Number || value instanceof Boolean) {
                        departure(node.location(), "'" + key + "' must be a string; put it in quotes");
                        metadata.put(key, value.toString());
                    } else {
                        departure(node.location(), "'" + key + "' must be a string, is " + node.describe());
                    }
                }));
        return metadata;
    }

    private int priority(ObjectReader fields, Map<String, String> metadata) {
        String given = metadata.get("priority");
        if (given == null) {
            return 0;
        }
        if (WHOLE_NUMBER.matcher(given.strip()).matches()) {
            return Integer.parseInt(given.strip());
        }
        Location place = fields.object("metadata")
                .flatMap(entries -> entries.node("priority"))
                .map(Node::location)
                .orElse(fields.location());
        departure(place, "'priority' must be a whole number in quotes, is '" + given + "'");
        return 0;
    }

    /** Tools apart by blanks. Lenient: by commas or in a list too. A pattern in parentheses belongs to its tool. */
    private List<String> allowedTools(ObjectReader fields) {
        Optional<Node> given = fields.node("allowed-tools").filter(node -> node.value() != null);
        if (given.isEmpty()) {
            return List.of();
        }
        Node node = given.get();
        if (node.isList()) {
            departure(node.location(), "'allowed-tools' must be one string with blanks between the tools, is a list");
            return node.strings().orElse(List.of()).stream()
                    .map(Node::value)
                    .map(String::valueOf)
                    .toList();
        }
        String text = node.string().orElse("");
        List<String> tools = new ArrayList<>();
        boolean commas = split(text, tools);
        if (commas) {
            departure(node.location(), "'allowed-tools' must have blanks between the tools, not commas");
        }
        return tools;
    }

    /** Splits at blanks and commas outside parentheses; returns whether there are such commas. */
    private static boolean split(String text, List<String> tools) {
        boolean commas = false;
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth = Math.max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
            boolean comma = depth == 0 && c == ',';
            if (comma || i == text.length() || depth == 0 && Character.isWhitespace(c)) {
                if (i > start) {
                    tools.add(text.substring(start, i));
                }
                start = i + 1;
            }
            commas |= comma;
        }
        return commas;
    }

    private static String text(ObjectReader fields, String key) {
        return fields.optionalString(key).map(String::strip).orElse("");
    }

    private void departure(Location place, String message) {
        if (strict) {
            problems.error(place, message);
        } else {
            problems.warning(place, message);
        }
    }
}
