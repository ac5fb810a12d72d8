package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/** {@code import a.b as c} and {@code from .a import b as c}; one inside a function, or for types alone, is deferred. */
final class PythonImports {
    private final Tokens tokens;
    private final List<Import> imports = new ArrayList<>();
    private boolean typesOnly;
    private boolean loadTimeBlock;

    private PythonImports(Tokens tokens) {
        this.tokens = tokens;
    }

    static List<Import> read(Tokens tokens) {
        PythonImports reader = new PythonImports(tokens);
        boolean lineBegins = true;
        for (int i = 0; i < tokens.size(); i++) {
            if (lineBegins) {
                reader.line(i);
            }
            lineBegins = tokens.is(i, TokenKind.NEWLINE);
        }
        return reader.imports;
    }

    private void line(int first) {
        boolean margin = tokens.column(first) == 0;
        if (margin) {
            typesOnly = tokens.is(first, "if") && mentionsTypeChecking(first);
            loadTimeBlock = tokens.isAny(first, "try", "except", "else", "if", "elif", "finally", "with");
        }
        boolean deferred = !margin && (typesOnly || !loadTimeBlock);
        if (tokens.is(first, "import")) {
            modules(first + 1, deferred);
        } else if (tokens.is(first, "from")) {
            members(first + 1, deferred);
        }
    }

    private boolean mentionsTypeChecking(int first) {
        for (int i = first; i < tokens.size() && !tokens.is(i, TokenKind.NEWLINE); i++) {
            if (tokens.is(i, "TYPE_CHECKING")) {
                return true;
            }
        }
        return false;
    }

    private void modules(int from, boolean deferred) {
        int at = from;
        while (tokens.isWord(at)) {
            DottedName module = DottedName.at(tokens, at);
            at = module.end();
            boolean renamed = tokens.is(at, "as");
            String local = renamed ? tokens.text(at + 1) : module.name();
            imports.add(new Import(module.name(), "", local, tokens.line(from), deferred));
            at += renamed ? 2 : 0;
            if (!tokens.is(at, ",")) {
                return;
            }
            at++;
        }
    }

    private void members(int from, boolean deferred) {
        StringBuilder module = new StringBuilder();
        int at = from;
        while (tokens.isAny(at, ".", "...", "..")) {
            module.append(tokens.text(at++));
        }
        if (tokens.isWord(at) && !tokens.is(at, "import")) {
            DottedName name = DottedName.at(tokens, at);
            module.append(name.name());
            at = name.end();
        }
        if (!tokens.is(at, "import")) {
            return;
        }
        at += tokens.is(at + 1, "(") ? 2 : 1;
        while (tokens.isWord(at) || tokens.is(at, "*")) {
            boolean renamed = tokens.is(at + 1, "as");
            String local = tokens.text(renamed ? at + 2 : at);
            imports.add(new Import(module.toString(), tokens.text(at), local, tokens.line(at), deferred));
            at += renamed ? 3 : 1;
            if (!tokens.is(at, ",")) {
                return;
            }
            at++;
        }
    }
}
