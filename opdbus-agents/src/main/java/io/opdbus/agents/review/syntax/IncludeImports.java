package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/** C's includes; the name of a system header keeps its leading angle bracket. */
final class IncludeImports {
    private IncludeImports() {}

    static List<Import> read(Tokens tokens) {
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.is(i, "#") || !tokens.is(i + 1, "include")) {
                continue;
            }
            if (tokens.isString(i + 2)) {
                imports.add(new Import(tokens.content(i + 2), "", "", tokens.line(i), false));
            } else if (tokens.is(i + 2, "<")) {
                StringBuilder name = new StringBuilder("<");
                for (int j = i + 3; j < tokens.size() && !tokens.is(j, ">") && tokens.line(j) == tokens.line(i); j++) {
                    name.append(tokens.text(j));
                }
                imports.add(new Import(name.toString(), "", "", tokens.line(i), false));
            }
        }
        return imports;
    }
}
