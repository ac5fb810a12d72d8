package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/** {@code import a.b.C;}, static and wildcard imports, Kotlin's {@code as}. */
final class JvmImports {
    private JvmImports() {}

    static List<Import> read(Tokens tokens) {
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < tokens.size() && !tokens.is(i, "{"); i++) {
            if (tokens.is(i, "import") && !tokens.is(i - 1, ".")) {
                imports.add(one(tokens, i));
            }
        }
        return imports;
    }

    /** The package that the file declares; empty if none. */
    static String packageName(Tokens tokens) {
        for (int i = 0; i < tokens.size() && !tokens.isAny(i, "import", "class", "{"); i++) {
            if (tokens.is(i, "package")) {
                return DottedName.at(tokens, i + 1).name();
            }
        }
        return "";
    }

    private static Import one(Tokens tokens, int at) {
        DottedName dotted = DottedName.at(tokens, tokens.is(at + 1, "static") ? at + 2 : at + 1);
        if (tokens.is(dotted.end(), ".") && tokens.is(dotted.end() + 1, "*")) {
            return new Import(dotted.name(), "*", "*", tokens.line(at), false);
        }
        String local = tokens.is(dotted.end(), "as") ? tokens.text(dotted.end() + 1) : dotted.last();
        return new Import(dotted.name(), "", local, tokens.line(at), false);
    }
}
