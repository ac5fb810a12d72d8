package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import java.util.ArrayList;
import java.util.List;

/** The expressions inside an interpolated string. */
final class Interpolation {
    private Interpolation() {}

    static List<String> expressions(String content, Language language) {
        List<String> found = new ArrayList<>();
        boolean python = language == Language.PYTHON;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (python && c == '{' || c == '$' && i + 1 < content.length() && content.charAt(i + 1) == '{') {
                int from = python ? i + 1 : i + 2;
                if (python && from < content.length() && content.charAt(from) == '{') {
                    i = from;
                    continue;
                }
                int to = closing(content, from);
                found.add(content.substring(from, to).trim());
                i = to;
            } else if (c == '$' && language != Language.JAVASCRIPT && language != Language.TYPESCRIPT && !python) {
                int to = i + 1;
                while (to < content.length() && Character.isJavaIdentifierPart(content.charAt(to))) {
                    to++;
                }
                if (to > i + 1) {
                    found.add(content.substring(i + 1, to));
                }
                i = Math.max(i, to - 1);
            }
        }
        return found;
    }

    private static int closing(String content, int from) {
        int depth = 0;
        for (int i = from; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return content.length();
    }
}
