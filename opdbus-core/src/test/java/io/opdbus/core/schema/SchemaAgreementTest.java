package io.opdbus.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The quick check and the full validator say the same of any simple schema and any value. */
class SchemaAgreementTest {

    private static final List<String> TYPES =
            List.of("string", "integer", "number", "boolean", "array", "object", "null");
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> WORDS = List.of("", "a", "fast", "slow", "null", "1");

    @Test
    void agreesWithTheFullValidator() {
        long seed = 20_260_101L;
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 3_000; i++) {
            Map<String, @Nullable Object> schema = schema(random, 2);
            SimpleSchema simple = SimpleSchema.compile(schema).orElseThrow();
            FullSchema full = FullSchema.compile(schema);
            for (int j = 0; j < 8; j++) {
                Object value = random.nextBoolean() ? likely(random, schema, 3) : value(random, 3);
                boolean fits = full.accepts(value);
                assertThat(simple.accepts(value))
                        .as("seed %d: %s by %s", seed, value, schema)
                        .isEqualTo(fits);
                assertThat(simple.mismatches(value).isEmpty())
                        .as("seed %d: %s by %s", seed, value, schema)
                        .isEqualTo(fits);
                accepted += fits ? 1 : 0;
            }
        }
        assertThat(accepted).as("values that fit").isBetween(4_000, 20_000);
    }

    private static Map<String, @Nullable Object> schema(Random random, int depth) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        int kind = random.nextInt(10);
        if (kind < 7) {
            schema.put("type", pick(random, TYPES));
        } else if (kind < 9) {
            schema.put("type", List.of(pick(random, TYPES.subList(0, 3)), pick(random, TYPES.subList(3, 7))));
        }
        if (random.nextInt(6) == 0) {
            List<@Nullable Object> words = new ArrayList<>(List.of(pick(random, WORDS), pick(random, WORDS) + "2"));
            if (random.nextInt(4) == 0) {
                words.add(null);
                words.add(true);
            }
            schema.put("enum", words);
        }
        if (random.nextInt(3) == 0) {
            schema.put("description", "free text");
        }
        if (depth > 0 && ("object".equals(schema.get("type")) || random.nextInt(4) == 0)) {
            Map<String, @Nullable Object> properties = new LinkedHashMap<>();
            NAMES.stream()
                    .filter(name -> random.nextBoolean())
                    .forEach(name -> properties.put(name, schema(random, depth - 1)));
            schema.put("properties", properties);
            if (random.nextBoolean()) {
                schema.put(
                        "required",
                        NAMES.stream().filter(name -> random.nextInt(3) == 0).toList());
            }
            if (random.nextBoolean()) {
                schema.put("additionalProperties", random.nextBoolean());
            }
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            schema.put("items", schema(random, depth - 1));
        }
        return schema;
    }

    /** A value that the schema mostly fits. */
    private static @Nullable Object likely(Random random, Map<String, @Nullable Object> schema, int depth) {
        if (random.nextInt(12) == 0) {
            return value(random, depth);
        }
        if (schema.get("enum") instanceof List<?> words) {
            return words.get(random.nextInt(words.size()));
        }
        Object type = schema.get("type") instanceof List<?> types
                ? types.get(random.nextInt(types.size()))
                : schema.get("type");
        if ("object".equals(type) && schema.get("properties") instanceof Map<?, ?> properties) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            properties.forEach((name, property) -> map.put((String) name, likely(random, cast(property), depth - 1)));
            return map;
        }
        if ("array".equals(type) && schema.get("items") instanceof Map<?, ?> items) {
            return List.of(1, 2).stream()
                    .map(any -> String.valueOf(likely(random, cast(items), depth - 1)))
                    .toList();
        }
        return type == null ? value(random, depth) : ofType((String) type, random, depth);
    }

    private static @Nullable Object value(Random random, int depth) {
        return ofType(pick(random, depth > 0 ? TYPES : TYPES.subList(0, 4)), random, depth);
    }

    private static @Nullable Object ofType(String type, Random random, int depth) {
        return switch (type) {
            case "string" -> random.nextInt(8) == 0 ? Secret.of(pick(random, WORDS)) : pick(random, WORDS);
            case "integer" ->
                pick(
                        random,
                        List.of(
                                0L,
                                -7L,
                                Long.MAX_VALUE,
                                12.0,
                                new BigInteger("9".repeat(30)),
                                new BigDecimal("1E+40"),
                                new BigDecimal("3.00")));
            case "number" ->
                pick(random, List.of(0.5, -0.0, 1e300, 4L, new BigDecimal("0.1"), new BigDecimal("1E-400")));
            case "boolean" -> random.nextBoolean();
            case "array" -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            case "object" -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(pick(random, NAMES), value(random, depth - 1));
                }
                yield map;
            }
            default -> null;
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> cast(@Nullable Object map) {
        return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(map);
    }

    private static <T> T pick(Random random, List<? extends T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
