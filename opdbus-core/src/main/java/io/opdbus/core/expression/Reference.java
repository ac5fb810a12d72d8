package io.opdbus.core.expression;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One occurrence of a reference in a template, such as {@code phases.analyze.results['file-read'].size}.
 *
 * @param root the first name
 * @param path what follows it
 * @param guarded whether it stands on the left side of a {@code ??}, so that it may have no value
 * @param pointer the JSON Pointer of the string that holds it, within the template; {@code ""} for the whole
 * @param offset where it begins in that string, in characters from 0
 */
public record Reference(String root, List<Segment> path, boolean guarded, String pointer, int offset) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** One step from a value to a value inside it. */
    public sealed interface Segment {

        /**
         * An entry of a map.
         *
         * @param name the key
         */
        record Key(String name) implements Segment {

            /** Checks for null. */
            public Key {
                Objects.requireNonNull(name, "name");
            }

            @Override
            public String toString() {
                return isName(name) ? "." + name : "['" + name + "']";
            }
        }

        /**
         * An item of a list.
         *
         * @param index the position, from 0
         */
        record Index(int index) implements Segment {

            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }

        /** A key or position that only the evaluation finds out, as in {@code a[b]}. */
        record Dynamic() implements Segment {

            @Override
            public String toString() {
                return "[…]";
            }
        }
    }

    /** Checks for null and copies the path. */
    public Reference {
        Objects.requireNonNull(root, "root");
        path = List.copyOf(path);
        Objects.requireNonNull(pointer, "pointer");
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The root and the first segments as text.
     *
     * @param segments how many segments of the path
     * @return for example {@code phases.analyze}
     */
    public String prefix(int segments) {
        StringBuilder text = new StringBuilder(root);
        path.subList(0, segments).forEach(text::append);
        return text.toString();
    }

    /**
     * The reference as one would write it; a segment that only the evaluation finds out is shown as {@code […]}.
     *
     * @return the root and all segments
     */
    @Override
    public String toString() {
        return prefix(path.size());
    }
}
