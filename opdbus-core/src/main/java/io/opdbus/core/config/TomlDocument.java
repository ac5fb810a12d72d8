package io.opdbus.core.config;

import io.opdbus.api.error.Location;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.source.Locator;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlEntry;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A TOML text as a value tree with places. */
final class TomlDocument implements Locator {

    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DEFINED_BEFORE = Pattern.compile("(.+) previously defined at line (\\d+),.*");

    private final String source;
    private final TomlTable root;

    private TomlDocument(String source, TomlTable root) {
        this.source = source;
        this.root = root;
    }

    /** Reads a file; what is wrong with it becomes a problem. */
    static Optional<ObjectReader> read(Path file, Problems problems) {
        Location whole = new Location(file.toString(), 0, 0, JsonPointer.ROOT);
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.error(whole, "the file is larger than " + MAX_BYTES + " bytes");
                return Optional.empty();
            }
            return parse(file.toString(), Files.readString(file), problems);
        } catch (NoSuchFileException e) {
            problems.error(whole, "there is no such file");
        } catch (CharacterCodingException e) {
            problems.error(whole, "the file is not UTF-8");
        } catch (IOException e) {
            problems.error(whole, "the file cannot be read" + (Files.isDirectory(file) ? ": it is a directory" : ""));
        }
        return Optional.empty();
    }

    /** Reads a text; it is only read further where its syntax is right. */
    static Optional<ObjectReader> parse(String source, String text, Problems problems) {
        TomlParseResult result = Toml.parse(text);
        TomlDocument document = new TomlDocument(source, result);
        for (TomlParseError error : result.errors()) {
            problems.error(document.location(error.position(), JsonPointer.ROOT), message(error));
        }
        return result.hasErrors()
                ? Optional.empty()
                : Node.of(values(result), document, problems).object();
    }

    private static String message(TomlParseError error) {
        String text = String.valueOf(error.getMessage());
        Matcher before = DEFINED_BEFORE.matcher(text);
        if (before.matches()) {
            return "duplicate key '" + before.group(1) + "', first on line " + before.group(2);
        }
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static Object values(TomlTable table) {
        Map<String, Object> values = new LinkedHashMap<>();
        table.entrySet().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static Object value(Object value) {
        if (value instanceof TomlTable table) {
            return values(table);
        }
        if (value instanceof TomlArray array) {
            List<Object> items = new ArrayList<>(array.size());
            array.toList().forEach(item -> items.add(value(item)));
            return items;
        }
        return value instanceof Long || value instanceof Double || value instanceof Boolean ? value : value.toString();
    }

    @Override
    public Location locate(String pointer) {
        return locate(pointer, false);
    }

    @Override
    public Location locateKey(String pointer) {
        return locate(pointer, true);
    }

    @Override
    public Location locate(String pointer, int offset) {
        return locate(pointer);
    }

    private Location locate(String pointer, boolean ofKey) {
        @Nullable Object container = root;
        @Nullable TomlPosition found = null;
        for (String token : JsonPointer.tokens(pointer)) {
            @Nullable TomlPosition next = null;
            if (container instanceof TomlTable table) {
                next = position(table.inputPositionOf(List.of(token)), table.entry(List.of(token)), ofKey);
                container = table.get(List.of(token));
            } else if (container instanceof TomlArray array
                    && INDEX.matcher(token).matches()) {
                int index = Integer.parseInt(token);
                boolean there = index < array.size();
                next = there ? position(array.inputPositionOf(index), array.entry(index), ofKey) : null;
                container = there ? array.get(index) : null;
            }
            if (next == null) {
                break;
            }
            found = next;
        }
        return location(found, pointer);
    }

    private static @Nullable TomlPosition position(
            @Nullable TomlPosition key, @Nullable TomlEntry entry, boolean ofKey) {
        @Nullable TomlPosition value = entry == null ? null : entry.value().position();
        return ofKey || value == null ? key : value;
    }

    private Location location(@Nullable TomlPosition position, String pointer) {
        return position == null
                ? new Location(source, 1, 1, pointer)
                : new Location(source, position.line(), position.column(), pointer);
    }
}
