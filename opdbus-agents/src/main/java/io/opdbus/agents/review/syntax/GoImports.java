package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Go's {@code import "a/b"} and import blocks, with aliases. */
final class GoImports {
    private GoImports() {}

    static List<Import> read(Tokens tokens) {
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < tokens.size() && !tokens.is(i, "func"); i++) {
            if (!tokens.is(i, "import")) {
                continue;
            }
            if (!tokens.is(i + 1, "(")) {
                add(tokens, tokens.isString(i + 1) ? i + 1 : i + 2, imports);
                continue;
            }
            for (i += 2; i < tokens.size() && !tokens.is(i, ")"); i++) {
                add(tokens, i, imports);
            }
        }
        return imports;
    }

    private static void add(Tokens tokens, int at, List<Import> imports) {
        if (!tokens.isString(at)) {
            return;
        }
        String path = tokens.content(at);
        boolean named = (tokens.isWord(at - 1) || tokens.is(at - 1, "."))
                && tokens.line(at - 1) == tokens.line(at)
                && !tokens.is(at - 1, "import");
        imports.add(new Import(path, "", named ? tokens.text(at - 1) : packageName(path), tokens.line(at), false));
    }

    private static String packageName(String path) {
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        return slash > 0 && last.matches("v[0-9]+") ? packageName(path.substring(0, slash)) : last;
    }
}
