package io.opdbus.api.error;

import java.util.Objects;

/**
 * Where in a definition or configuration a problem lies.
 *
 * @param source the file as the user named it, or a description such as {@code workstack 'review' (fluent)}
 * @param line the line, from 1; 0 where the definition was not read from text
 * @param column the column in characters, from 1; 0 where the definition was not read from text
 * @param pointer the JSON Pointer (RFC 6901) of the value, {@code ""} for the whole
 */
public record Location(String source, int line, int column, String pointer) {

    /** Checks for null. */
    public Location {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(pointer, "pointer");
    }

    /**
     * {@code file:line:column} where the position is known, else {@code source#pointer}.
     *
     * @return the location in the form that editors and terminals recognise
     */
    @Override
    public String toString() {
        if (line > 0) {
            return source + ":" + line + ":" + column;
        }
        return pointer.isEmpty() ? source : source + "#" + pointer;
    }
}
