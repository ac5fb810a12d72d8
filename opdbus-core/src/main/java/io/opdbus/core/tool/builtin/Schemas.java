package io.opdbus.core.tool.builtin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short ways to write the JSON Schemas of the built-in tools. */
final class Schemas {

    /** JSON may need six bytes for one byte of text, and a little for what is around it. */
    private static final int JSON_EXPANSION = 6;

    private static final int JSON_OVERHEAD = 64 * 1024;

    private Schemas() {}

    static Map<String, Object> of(String type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", description);
        return schema;
    }

    static Map<String, Object> integer(String description, long minimum) {
        Map<String, Object> schema = of("integer", description);
        schema.put("minimum", minimum);
        return schema;
    }

    static Map<String, Object> array(String description, Map<String, Object> items) {
        Map<String, Object> schema = of("array", description);
        schema.put("items", items);
        return schema;
    }

    static Map<String, Object> strings(String description) {
        return array(description, Map.of("type", "string"));
    }

    static Map<String, Object> stringMap(String description) {
        Map<String, Object> schema = of("object", description);
        schema.put("additionalProperties", Map.of("type", "string"));
        return schema;
    }

    /** An object; a property whose name ends in {@code ?} may be missing. */
    static Map<String, Object> object(Map<String, Map<String, Object>> properties) {
        Map<String, Object> named = new LinkedHashMap<>();
        properties.forEach((name, schema) -> named.put(name.replace("?", ""), schema));
        List<String> required = properties.keySet().stream()
                .filter(name -> !name.endsWith("?"))
                .sorted()
                .toList();
        return Map.of("type", "object", "properties", named, "required", required);
    }

    /** A limit of a result as JSON that text of so many bytes cannot exceed. */
    static int jsonBytes(long textBytes) {
        return (int) Math.min(Integer.MAX_VALUE, textBytes * JSON_EXPANSION + JSON_OVERHEAD);
    }
}
