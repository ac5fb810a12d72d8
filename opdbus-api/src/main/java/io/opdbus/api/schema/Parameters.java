package io.opdbus.api.schema;

import io.opdbus.api.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The declared parameters of a tool or an operation: a JSON Schema (2020-12) of an object. Immutable. */
public final class Parameters {

    private static final Parameters NONE = builder().build();

    private final Map<String, @Nullable Object> schema;
    private final List<Parameter> list;

    private Parameters(Map<String, @Nullable Object> schema) {
        this.schema = schema;
        this.list = read(schema);
    }

    /**
     * No parameters; a call that gives arguments is refused.
     *
     * @return an empty declaration
     */
    public static Parameters none() {
        return NONE;
    }

    /**
     * Parameters that a JSON Schema declares.
     *
     * @param schema a schema whose {@code type} is {@code object}
     * @return the parameters
     * @throws IllegalArgumentException if the schema is not one of an object
     */
    public static Parameters ofSchema(Map<String, ?> schema) {
        Map<String, @Nullable Object> copy = Values.map(schema);
        if (!"object".equals(copy.get("type"))) {
            throw new IllegalArgumentException(
                    "the schema of parameters must have \"type\": \"object\", has " + copy.get("type"));
        }
        return new Parameters(copy);
    }

    /**
     * Starts a declaration.
     *
     * @return a builder without parameters
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The JSON Schema.
     *
     * @return an unmodifiable map
     */
    public Map<String, @Nullable Object> schema() {
        return schema;
    }

    /**
     * The declared parameters, in the order of their declaration.
     *
     * @return the parameters, may be empty
     */
    public List<Parameter> list() {
        return list;
    }

    /**
     * A parameter by name.
     *
     * @param name its name
     * @return the parameter, or empty if none has that name
     */
    public Optional<Parameter> find(String name) {
        return list.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && schema.equals(parameters.schema);
    }

    @Override
    public int hashCode() {
        return schema.hashCode();
    }

    @Override
    public String toString() {
        return schema.toString();
    }

    @SuppressWarnings("unchecked")
    private static List<Parameter> read(Map<String, @Nullable Object> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return List.of();
        }
        Collection<?> required = schema.get("required") instanceof Collection<?> names ? names : List.of();
        List<Parameter> parameters = new ArrayList<>();
        properties.forEach((name, property) -> parameters.add(new Parameter(
                (String) name,
                property instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of(),
                required.contains(name))));
        return List.copyOf(parameters);
    }

    /** Declares parameters one by one. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();

        private Builder() {}

        /**
         * A required parameter.
         *
         * @param name its name
         * @param type String, Boolean, Integer, Long, BigInteger, Double, Float, BigDecimal, Number, Map, List,
         *     Object (anything), or an enum, whose constants' names are then the allowed strings
         * @return this builder
         * @throws IllegalArgumentException if the type is another, or the name is taken
         */
        public Builder required(String name, Class<?> type) {
            return required(name, type, "");
        }

        /**
         * A required parameter with a description.
         *
         * @param name its name
         * @param type as {@link #required(String, Class)}
         * @param description what it means
         * @return this builder
         */
        public Builder required(String name, Class<?> type, String description) {
            declare(name, schemaOf(type, description));
            required.add(name);
            return this;
        }

        /**
         * A parameter that may be left out.
         *
         * @param name its name
         * @param type as {@link #required(String, Class)}
         * @param description what it means, and what its absence means
         * @return this builder
         */
        public Builder optional(String name, Class<?> type, String description) {
            declare(name, schemaOf(type, description));
            return this;
        }

        /**
         * A parameter with a default.
         *
         * @param name its name
         * @param type as {@link #required(String, Class)}
         * @param description what it means
         * @param defaultValue the value where no argument is given
         * @return this builder
         */
        public Builder optional(String name, Class<?> type, String description, Object defaultValue) {
            Map<String, @Nullable Object> schema = schemaOf(type, description);
            schema.put("default", Values.of(defaultValue));
            declare(name, schema);
            return this;
        }

        /**
         * A parameter with a JSON Schema of its own.
         *
         * @param name its name
         * @param schema the schema of its value
         * @param isRequired whether a call must give it
         * @return this builder
         */
        public Builder schema(String name, Map<String, ?> schema, boolean isRequired) {
            declare(name, Values.map(schema));
            if (isRequired) {
                required.add(name);
            }
            return this;
        }

        /**
         * Ends the declaration.
         *
         * @return the parameters; arguments of other names are refused
         */
        public Parameters build() {
            Map<String, @Nullable Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            schema.put("additionalProperties", false);
            return new Parameters(Values.map(schema));
        }

        private void declare(String name, Map<String, @Nullable Object> schema) {
            Objects.requireNonNull(name, "name");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a parameter's name must not be empty");
            }
            if (properties.putIfAbsent(name, schema) != null) {
                throw new IllegalArgumentException("parameter '" + name + "' is declared twice");
            }
        }

        private static Map<String, @Nullable Object> schemaOf(Class<?> type, String description) {
            Map<String, @Nullable Object> schema = new LinkedHashMap<>();
            String name = typeName(type);
            if (!name.isEmpty()) {
                schema.put("type", name);
            }
            if (type.isEnum()) {
                List<String> names = new ArrayList<>();
                for (Object constant : type.getEnumConstants()) {
                    names.add(((Enum<?>) constant).name());
                }
                schema.put("enum", names);
            }
            if (!description.isEmpty()) {
                schema.put("description", description);
            }
            return schema;
        }

        private static String typeName(Class<?> type) {
            if (type == String.class || type.isEnum()) {
                return "string";
            }
            if (type == Boolean.class || type == boolean.class) {
                return "boolean";
            }
            if (type == Long.class
                    || type == long.class
                    || type == Integer.class
                    || type == int.class
                    || type == BigInteger.class) {
                return "integer";
            }
            if (type == Double.class
                    || type == double.class
                    || type == Float.class
                    || type == BigDecimal.class
                    || type == Number.class) {
                return "number";
            }
            if (Collection.class.isAssignableFrom(type)) {
                return "array";
            }
            if (Map.class.isAssignableFrom(type)) {
                return "object";
            }
            if (type == Object.class) {
                return "";
            }
            throw new IllegalArgumentException("a parameter cannot be of type " + type.getName()
                    + "; use String, Boolean, Long, Double, List, Map, an enum, Object, or schema(…)");
        }
    }

    /**
     * An unmodifiable empty schema: any value.
     *
     * @return a schema without constraints
     */
    public static Map<String, @Nullable Object> anything() {
        return Collections.emptyMap();
    }
}
