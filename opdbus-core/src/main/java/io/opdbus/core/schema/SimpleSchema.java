package io.opdbus.core.schema;

import io.opdbus.api.value.Secret;
import io.opdbus.core.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that parameters declared one by one have: types, enumerated words, properties, required ones, items. They are
 * checked by hand because a validator of all of JSON Schema takes longer than many a tool. A schema with any other keyword
 * is not simple.
 */
final class SimpleSchema extends SchemaCheck {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items",
            // these say nothing of which values fit
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment");

    private final int types;
    private final @Nullable Set<@Nullable Object> words;
    private final Map<String, SimpleSchema> properties;
    private final String[] required;
    private final boolean closed;
    private final @Nullable SimpleSchema items;

    private SimpleSchema(
            int types,
            @Nullable Set<@Nullable Object> words,
            Map<String, SimpleSchema> properties,
            List<String> required,
            boolean closed,
            @Nullable SimpleSchema items) {
        this.types = types;
        this.words = words;
        this.properties = properties;
        this.required = required.toArray(String[]::new);
        this.closed = closed;
        this.items = items;
    }

    static Optional<SimpleSchema> compile(Map<String, ? extends @Nullable Object> schema) {
        return Optional.ofNullable(read(schema));
    }

    @Override
    public boolean accepts(@Nullable Object value) {
        if ((types & JsonType.of(value)) == 0 || !allows(value)) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            return acceptsAll(map);
        }
        if (items != null && value instanceof List<?> list) {
            for (Object element : list) {
                if (!items.accepts(element)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public List<Mismatch> mismatches(@Nullable Object value) {
        List<Mismatch> found = new ArrayList<>();
        explain("", value, found);
        return found.size() > MAX_MISMATCHES ? List.copyOf(found.subList(0, MAX_MISMATCHES)) : List.copyOf(found);
    }

    private boolean acceptsAll(Map<?, ?> map) {
        for (String name : required) {
            if (!map.containsKey(name)) {
                return false;
            }
        }
        if (properties.isEmpty()) {
            return !closed || map.isEmpty();
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            SimpleSchema property = properties.get(entry.getKey());
            if (property == null ? closed : !property.accepts(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean allows(@Nullable Object value) {
        return words == null || words.contains(value instanceof Secret secret ? secret.reveal() : value);
    }

    private void explain(String path, @Nullable Object value, List<Mismatch> found) {
        if (found.size() > MAX_MISMATCHES) {
            return;
        }
        if ((types & JsonType.of(value)) == 0) {
            found.add(new Mismatch(path, "must be " + phrase() + ", is " + JsonType.phraseOf(value)));
        } else if (!allows(value)) {
            found.add(new Mismatch(path, "must be " + phrase() + meant(value)));
        } else if (value instanceof Map<?, ?> map) {
            explainAll(path, map, found);
        } else if (items != null && value instanceof List<?> list) {
            int index = 0;
            for (Object element : list) {
                items.explain(Mismatch.element(path, index++), element, found);
            }
        }
    }

    private void explainAll(String path, Map<?, ?> map, List<Mismatch> found) {
        for (String name : required) {
            if (!map.containsKey(name)) {
                SimpleSchema property = properties.get(name);
                String wanted = property == null ? "" : "; give " + property.phrase();
                found.add(new Mismatch(Mismatch.child(path, name), "is missing" + wanted));
            }
        }
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            SimpleSchema property = properties.get(name);
            if (property != null) {
                property.explain(Mismatch.child(path, name), value, found);
            } else if (closed) {
                found.add(new Mismatch(Mismatch.child(path, name), unknown(name, properties.keySet())));
            }
        });
    }

    /** What to say about a name that is not declared. */
    static String unknown(String name, Collection<String> declared) {
        if (declared.isEmpty()) {
            return "is unknown; none is taken";
        }
        return Suggestions.nearest(name, declared)
                .map(near -> "is unknown; did you mean '" + near + "'?")
                .orElseGet(() -> "is unknown; known are "
                        + declared.stream().sorted().limit(MAX_MISMATCHES).collect(Collectors.joining(", ")));
    }

    private String phrase() {
        if (words == null) {
            return JsonType.phrase(types);
        }
        return words.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", "one of ", ""));
    }

    private String meant(@Nullable Object value) {
        if (words == null || !(value instanceof String text)) {
            return "";
        }
        List<String> known = words.stream().map(String::valueOf).toList();
        return Suggestions.nearest(text, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** Null where something in the schema is not simple. */
    private static @Nullable SimpleSchema read(Map<String, ? extends @Nullable Object> schema) {
        if (!KEYWORDS.containsAll(schema.keySet())) {
            return null;
        }
        int types = schema.containsKey("type") ? readTypes(schema.get("type")) : JsonType.ANY;
        Set<@Nullable Object> words = readWords(schema.get("enum"));
        Map<String, SimpleSchema> properties =
                schema.containsKey("properties") ? readProperties(schema.get("properties")) : Map.of();
        List<String> required = schema.containsKey("required") ? readNames(schema.get("required")) : List.of();
        SimpleSchema items = readSchema(schema.get("items"));
        Object additional = schema.get("additionalProperties");
        if (types == 0
                || properties == null
                || required == null
                || schema.containsKey("enum") && words == null
                || schema.containsKey("items") && items == null
                || schema.containsKey("additionalProperties") && !(additional instanceof Boolean)) {
            return null;
        }
        return new SimpleSchema(types, words, properties, required, Boolean.FALSE.equals(additional), items);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable SimpleSchema readSchema(@Nullable Object keyword) {
        return keyword instanceof Map<?, ?> map ? read((Map<String, @Nullable Object>) map) : null;
    }

    /** One type or several; 0 where a word is no type, so that the full validator says what is wrong. */
    private static int readTypes(@Nullable Object keyword) {
        if (!(keyword instanceof Collection<?> several)) {
            return allowWhole(JsonType.named(keyword));
        }
        int types = 0;
        for (Object name : several) {
            int type = JsonType.named(name);
            if (type == 0) {
                return 0;
            }
            types |= type;
        }
        return allowWhole(types);
    }

    private static int allowWhole(int types) {
        return (types & JsonType.NUMBER) == 0 ? types : types | JsonType.INTEGER;
    }

    /** Words, truth values and null are equal or not; numbers have several spellings and are left to the validator. */
    private static @Nullable Set<@Nullable Object> readWords(@Nullable Object keyword) {
        if (!(keyword instanceof Collection<?> values)) {
            return null;
        }
        Set<@Nullable Object> words = new HashSet<>();
        for (Object value : values) {
            if (value != null && !(value instanceof String) && !(value instanceof Boolean)) {
                return null;
            }
            words.add(value);
        }
        return words;
    }

    private static @Nullable Map<String, SimpleSchema> readProperties(@Nullable Object keyword) {
        if (!(keyword instanceof Map<?, ?> declared)) {
            return null;
        }
        Map<String, SimpleSchema> properties = new HashMap<>();
        for (Map.Entry<?, ?> property : declared.entrySet()) {
            SimpleSchema schema = readSchema(property.getValue());
            if (schema == null || !(property.getKey() instanceof String name)) {
                return null;
            }
            properties.put(name, schema);
        }
        return properties;
    }

    private static @Nullable List<String> readNames(@Nullable Object keyword) {
        if (!(keyword instanceof Collection<?> names)) {
            return null;
        }
        List<String> required = new ArrayList<>();
        for (Object name : names) {
            if (!(name instanceof String text)) {
                return null;
            }
            required.add(text);
        }
        return List.copyOf(required);
    }
}
