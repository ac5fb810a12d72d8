package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.SourceDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The inputs of a run, from the command line and from files. */
final class InputArguments {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "NAME=VALUE",
            description = {
                "An input: NAME=TEXT, which is turned into the declared type, or NAME:=JSON. May be repeated; it wins over"
                        + " --inputs."
            })
    private List<String> pairs = new ArrayList<>();

    @Option(
            names = "--inputs",
            paramLabel = "FILE",
            description = "Inputs from a YAML or JSON file, - for standard input.")
    private @Nullable Path file;

    private final List<Problem> problems = new ArrayList<>();

    /** The inputs, with the types that are declared. All that is wrong is told together. */
    Map<String, @Nullable Object> read(Map<String, Input> declared) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        if (file != null) {
            inputs.putAll(ofFile(file));
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            boolean json = equals > 0 && pair.charAt(equals - 1) == ':';
            int end = json ? equals - 1 : equals;
            if (end <= 0) {
                problem("--input", "'" + pair + "' is not NAME=VALUE or NAME:=JSON");
                continue;
            }
            String name = pair.substring(0, end);
            String text = pair.substring(equals + 1);
            Input input = declared.getOrDefault(name, Input.OPTIONAL);
            inputs.put(name, json ? json(name, text, input.secret()) : convert(name, text, input));
        }
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException(ErrorCode.INVALID_INPUT, problems);
        }
        return inputs;
    }

    private static Map<String, @Nullable Object> ofFile(Path file) {
        SourceDocument document;
        if (file.toString().equals("-")) {
            try {
                document = SourceDocument.parse(
                        "standard input",
                        System.in.readAllBytes(),
                        Format.YAML,
                        io.opdbus.core.source.SourceLimits.DEFAULT);
            } catch (IOException e) {
                throw new OpdbusException(ErrorCode.INVALID_INPUT, "--inputs: standard input cannot be read", e);
            }
        } else {
            document = SourceDocument.read(file);
        }
        return map(document.root())
                .orElseThrow(() -> new OpdbusException(
                        ErrorCode.INVALID_INPUT,
                        "--inputs: " + document.sourceName() + " must hold a map of inputs by name"));
    }

    private @Nullable Object json(String name, String text, boolean secret) {
        SourceDocument document = SourceDocument.parse("input '" + name + "'", text, Format.JSON);
        if (!document.problems().isEmpty()) {
            // A message may quote the text.
            String why = secret ? "" : ": " + document.problems().get(0).message();
            problem(name, "the value after := is not JSON" + why);
            return null;
        }
        return document.root();
    }

    private @Nullable Object convert(String name, String text, Input input) {
        Optional<Object> value = of(input.type(), text);
        if (value.isEmpty()) {
            String shown = input.secret() ? "the value" : "'" + text + "'";
            problem(name, shown + " is no " + word(input.type()));
        }
        return value.orElse(null);
    }

    private static Optional<Object> of(InputType type, String text) {
        String trimmed = text.strip();
        try {
            return switch (type) {
                case ANY, STRING -> Optional.of(text);
                case INTEGER -> Optional.of(whole(new BigInteger(trimmed)));
                case NUMBER -> Optional.of(new BigDecimal(trimmed));
                case BOOLEAN ->
                    switch (trimmed) {
                        case "true" -> Optional.of(true);
                        case "false" -> Optional.of(false);
                        default -> Optional.empty();
                    };
                case ARRAY -> parsed(text).filter(List.class::isInstance);
                case OBJECT -> parsed(text).filter(Map.class::isInstance);
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Object whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static Optional<Object> parsed(String text) {
        SourceDocument document = SourceDocument.parse("input", text, Format.JSON);
        return document.problems().isEmpty() ? Optional.ofNullable(document.root()) : Optional.empty();
    }

    private static String word(InputType type) {
        return switch (type) {
            case ANY -> "value";
            case STRING -> "text";
            case INTEGER -> "whole number";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean: write true or false";
            case ARRAY -> "list: write JSON such as [1, 2]";
            case OBJECT -> "map: write JSON such as {\"name\": 1}";
        };
    }

    private void problem(String name, String message) {
        String where = name.startsWith("-") ? name : "--input " + name;
        problems.add(Problem.error(ErrorCode.INVALID_INPUT, new Location(where, 0, 0, ""), message));
    }

    /** A map of a JSON-like value. */
    static Optional<Map<String, @Nullable Object>> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, entry) -> copy.put(String.valueOf(key), entry));
        return Optional.of(copy);
    }
}
