package io.opdbus.api.workstack;

import io.opdbus.api.value.Values;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A declared input.
 *
 * @param type the type of its value
 * @param description what it means; empty where it says nothing
 * @param defaultValue the value where none is given; empty where there is none
 * @param required whether a run must give it
 * @param secret whether its value must not be shown (R18)
 */
public record Input(
        InputType type, String description, Optional<Object> defaultValue, boolean required, boolean secret) {

    /** An input of any type that a run may leave out. */
    public static final Input OPTIONAL = new Input(InputType.ANY, "", Optional.empty(), false, false);

    /** An input of any type that a run must give. */
    public static final Input REQUIRED = new Input(InputType.ANY, "", Optional.empty(), true, false);

    /**
     * Checks for null and contradiction.
     *
     * @throws IllegalArgumentException if it is required and has a default
     */
    public Input {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        defaultValue = defaultValue.map(value -> Objects.requireNonNull(Values.of(value)));
        if (required && defaultValue.isPresent()) {
            throw new IllegalArgumentException("an input that has a default is not required; drop one of the two");
        }
    }

    /**
     * The same input of a type.
     *
     * @param other the type of its value
     * @return a copy
     */
    public Input ofType(InputType other) {
        return new Input(other, description, defaultValue, required, secret);
    }

    /**
     * The same input with a description.
     *
     * @param text what it means
     * @return a copy
     */
    public Input describedAs(String text) {
        return new Input(type, text, defaultValue, required, secret);
    }

    /**
     * The same input with a default, so that it is not required.
     *
     * @param value the value where none is given; null means that there is no default
     * @return a copy
     */
    public Input withDefault(@Nullable Object value) {
        return new Input(type, description, Optional.ofNullable(value), false, secret);
    }

    /**
     * The same input, never shown (R18).
     *
     * @return a copy
     */
    public Input asSecret() {
        return new Input(type, description, defaultValue, required, true);
    }
}
