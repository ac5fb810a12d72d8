package io.opdbus.core.source;

import org.jspecify.annotations.Nullable;

/**
 * Writes value trees for people: the same tree gives the same text, entries keep their order, and {@link SourceDocument}
 * reads back an equal tree. Integers come back as Long or BigInteger, decimal numbers as Double or, where no double says
 * the same number, BigDecimal without trailing zeros.
 */
public final class SourceWriter {

    private SourceWriter() {}

    /**
     * Writes YAML: indented blocks, text of several lines as literal blocks, quotes only where the text would be read as
     * something else by any YAML version. Short lists of words stand on one line.
     *
     * @param value a JSON-like value
     * @return the document, ending with a line break
     * @throws IllegalArgumentException if something in it is not JSON-like or it is nested deeper than 1,000 levels
     */
    public static String yaml(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        new YamlWriter(out).document(value);
        return out.toString();
    }

    /**
     * Writes JSON, indented by two blanks.
     *
     * @param value a JSON-like value
     * @return the document, ending with a line break
     * @throws IllegalArgumentException if something in it is not JSON-like or it is nested deeper than 1,000 levels
     */
    public static String json(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        new JsonWriter(out, false).write(value, 0);
        return out.append('\n').toString();
    }

    /**
     * Writes in the given format.
     *
     * @param value a JSON-like value
     * @param format the format
     * @return the document, ending with a line break
     * @throws IllegalArgumentException if something in it is not JSON-like or it is nested deeper than 1,000 levels
     */
    public static String write(@Nullable Object value, Format format) {
        return format == Format.YAML ? yaml(value) : json(value);
    }
}
