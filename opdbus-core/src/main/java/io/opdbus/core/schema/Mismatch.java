package io.opdbus.core.schema;

import java.util.Objects;

/**
 * One way in which a value does not fit its schema. Never holds a secret's text.
 *
 * @param path the place in the value, such as {@code servers[0].port}; empty for the whole
 * @param what what is wrong there, continuing a sentence that names the place: {@code must be an integer, is a string}
 */
public record Mismatch(String path, String what) {

    /** Checks for null. */
    public Mismatch {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(what, "what");
    }

    /**
     * A sentence about it.
     *
     * @param noun what a place in the value is called: {@code argument}
     * @param whole what the whole value is called: {@code the arguments}
     * @return {@code argument 'port' must be an integer, is a string}
     */
    public String text(String noun, String whole) {
        return (path.isEmpty() ? whole : noun + " '" + path + "'") + " " + what;
    }

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String element(String path, int index) {
        return path + "[" + index + "]";
    }
}
