package io.opdbus.cli;

/** How wide text stands on a terminal, and what of it may be shown there. */
final class TextWidth {

    private static final char ESCAPE = 0x1b;

    private TextWidth() {}

    /** The columns that a text takes; colour codes take none. */
    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == ESCAPE) {
                i = afterEscape(text, i);
                continue;
            }
            int point = text.codePointAt(i);
            width += of(point);
            i += Character.charCount(point);
        }
        return width;
    }

    /** The text, cut so that it takes at most so many columns; what was cut is marked with three dots. */
    static String fit(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - 3);
        StringBuilder cut = new StringBuilder();
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            width += of(point);
            if (width > room) {
                break;
            }
            cut.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return columns < 3 ? cut.toString() : cut.append("...").toString();
    }

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /**
     * One line that does nothing to a terminal: escape sequences are left out, other control characters and line breaks
     * become blanks, and so do the marks that turn the direction of text round.
     */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == ESCAPE) {
                i = afterEscape(text, i);
                continue;
            }
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean harmless = !Character.isISOControl(point)
                    && point != 0x2028
                    && point != 0x2029
                    && !(point >= 0x202a && point <= 0x202e)
                    && !(point >= 0x2066 && point <= 0x2069)
                    && !(point >= 0xd800 && point <= 0xdfff);
            out.appendCodePoint(harmless ? point : ' ');
        }
        return out.toString();
    }

    /** The index after an escape sequence: CSI up to its final letter, OSC up to its end, else one character. */
    private static int afterEscape(String text, int at) {
        int i = at + 1;
        if (i >= text.length()) {
            return i;
        }
        char kind = text.charAt(i++);
        if (kind == '[') {
            while (i < text.length() && (text.charAt(i) < 0x40 || text.charAt(i) > 0x7e)) {
                i++;
            }
            return Math.min(text.length(), i + 1);
        }
        if (kind == ']') {
            while (i < text.length() && text.charAt(i) != 0x07 && text.charAt(i) != ESCAPE) {
                i++;
            }
            boolean stringEnd = i + 1 < text.length() && text.charAt(i) == ESCAPE && text.charAt(i + 1) == '\\';
            return Math.min(text.length(), stringEnd ? i + 2 : i + 1);
        }
        return i;
    }

    private static int of(int point) {
        if (point < 0x20 || point >= 0x7f && point < 0xa0) {
            return 0;
        }
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || point >= 0x1160 && point <= 0x11ff) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** East Asian wide and full-width characters, and pictographs. */
    private static boolean isWide(int point) {
        return point >= 0x1100
                && (point <= 0x115f
                        || point == 0x2329
                        || point == 0x232a
                        || point >= 0x231a && point <= 0x231b
                        || point >= 0x23e9 && point <= 0x23f3
                        || point >= 0x25fd && point <= 0x25fe
                        || point >= 0x2614 && point <= 0x2615
                        || point >= 0x2648 && point <= 0x2653
                        || point >= 0x26a1 && point <= 0x26aa
                        || point == 0x2705
                        || point == 0x270a
                        || point == 0x270b
                        || point == 0x2728
                        || point == 0x274c
                        || point >= 0x2753 && point <= 0x2757
                        || point >= 0x2795 && point <= 0x2797
                        || point >= 0x2b1b && point <= 0x2b1c
                        || point == 0x2b50
                        || point >= 0x2e80 && point <= 0x303e
                        || point >= 0x3041 && point <= 0xa4cf
                        || point >= 0xa960 && point <= 0xa97f
                        || point >= 0xac00 && point <= 0xd7a3
                        || point >= 0xf900 && point <= 0xfaff
                        || point >= 0xfe30 && point <= 0xfe6f
                        || point >= 0xff01 && point <= 0xff60
                        || point >= 0xffe0 && point <= 0xffe6
                        || point >= 0x1f300 && point <= 0x1f64f
                        || point >= 0x1f680 && point <= 0x1f6ff
                        || point >= 0x1f900 && point <= 0x1f9ff
                        || point >= 0x1fa70 && point <= 0x1faff
                        || point >= 0x20000 && point <= 0x3fffd);
    }
}
