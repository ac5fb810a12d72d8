package io.opdbus.core.source;

/** Finds a character of a text value in the text that it was written in. */
final class ScalarOffsets {

    private ScalarOffsets() {}

    /**
     * The offset in the text of a character of a value; the value's own start where the two cannot be matched.
     */
    static int find(SourceText source, Placed placed, int offset) {
        if (!(placed.value() instanceof String value) || offset <= 0 && placed.form() == Placed.Form.PLAIN) {
            return placed.start();
        }
        int wanted = Math.max(0, Math.min(offset, value.length()));
        int found = switch (placed.form()) {
            case PLAIN -> source.text().startsWith(value, placed.start()) ? placed.start() + wanted : -1;
            case SINGLE_QUOTED -> inSingleQuotes(source.text(), placed.start() + 1, wanted);
            case DOUBLE_QUOTED -> inDoubleQuotes(source.text(), placed.start() + 1, wanted);
            case LITERAL -> inLiteral(source, placed.start(), value, wanted);
            case OTHER -> -1;
        };
        return found < 0 ? placed.start() : found;
    }

    private static int inSingleQuotes(String text, int start, int wanted) {
        int at = start;
        for (int seen = 0; seen < wanted; seen++) {
            if (at >= text.length() || isLineBreak(text.charAt(at))) {
                return -1;
            }
            at += text.charAt(at) == '\'' ? 2 : 1;
        }
        return at;
    }

    private static int inDoubleQuotes(String text, int start, int wanted) {
        int at = start;
        int seen = 0;
        while (seen < wanted) {
            if (at + 1 >= text.length() || isLineBreak(text.charAt(at))) {
                return -1;
            }
            if (text.charAt(at) != '\\') {
                at++;
                seen++;
                continue;
            }
            char kind = text.charAt(at + 1);
            if (isLineBreak(kind)) {
                return -1;
            }
            int digits = digits(kind);
            seen += kind == 'U' && beyondBasicPlane(text, at + 2) ? 2 : 1;
            at += 2 + digits;
        }
        return at;
    }

    private static int digits(char kind) {
        return switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
    }

    private static boolean beyondBasicPlane(String text, int at) {
        return at + 4 <= text.length() && !text.startsWith("0000", at);
    }

    /** The lines of a literal block are the value's lines, behind the indentation of the first that has any text. */
    private static int inLiteral(SourceText source, int start, String value, int wanted) {
        int lineOfValue =
                (int) value.substring(0, wanted).chars().filter(c -> c == '\n').count();
        int inLine = wanted - (value.lastIndexOf('\n', wanted - 1) + 1);
        int header = source.line(start);
        int firstText = 0;
        while (firstText < value.length() && value.charAt(firstText) == '\n') {
            firstText++;
        }
        if (firstText == value.length()) {
            return -1;
        }
        int sample = source.lineStart(header + 1 + firstText);
        int end = value.indexOf('\n', firstText);
        String line = value.substring(firstText, end < 0 ? value.length() : end);
        int indent = source.text().indexOf(line, sample) - sample;
        int at = source.lineStart(header + 1 + lineOfValue) + (inLine == 0 ? Math.max(indent, 0) : indent + inLine);
        boolean matches = indent >= 0
                && (wanted == value.length()
                        || value.charAt(wanted) == '\n'
                        || (at < source.text().length() && source.text().charAt(at) == value.charAt(wanted)));
        return matches ? at : -1;
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
