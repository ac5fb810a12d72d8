package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Rust's {@code use} trees and {@code mod name;}. Paths are written with dots: {@code crate.net.Client}. */
final class RustImports {
    private RustImports() {}

    static List<Import> read(Tokens tokens) {
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, "use") && !tokens.isAny(i - 1, ".", "::", "fn")) {
                i = tree(tokens, i + 1, imports);
            } else if (tokens.is(i, "mod") && tokens.isWord(i + 1) && tokens.is(i + 2, ";")) {
                imports.add(new Import("self." + tokens.text(i + 1), "", tokens.text(i + 1), tokens.line(i), false));
            }
        }
        return imports;
    }

    /** Reads {@code a::{b, c as d, e::*}} with a stack of prefixes; returns the token of its semicolon. */
    private static int tree(Tokens tokens, int from, List<Import> imports) {
        Deque<String> prefixes = new ArrayDeque<>();
        prefixes.push("");
        StringBuilder path = new StringBuilder();
        int at = from;
        for (; at < tokens.size() && !tokens.is(at, ";"); at++) {
            if (tokens.is(at, "{")) {
                prefixes.push(path.toString());
            } else if (tokens.is(at, "}") || tokens.is(at, ",")) {
                leaf(tokens, at, path.toString(), imports);
                if (tokens.is(at, "}") && prefixes.size() > 1) {
                    prefixes.pop();
                }
                path.setLength(0);
                path.append(tokens.is(at, "}") ? "" : prefixes.element());
            } else if (tokens.is(at, "as")) {
                imports.add(one(path.toString(), tokens.text(at + 1), tokens.line(at)));
                path.setLength(0);
                at++;
            } else if (tokens.is(at, "::")) {
                path.append(path.length() > 0 ? "." : "");
            } else if (tokens.isWord(at) || tokens.is(at, "*")) {
                path.append(tokens.text(at));
            }
        }
        leaf(tokens, at, path.toString(), imports);
        return at;
    }

    private static void leaf(Tokens tokens, int at, String path, List<Import> imports) {
        if (!path.isEmpty() && !path.endsWith(".")) {
            imports.add(one(path, path.substring(path.lastIndexOf('.') + 1), tokens.line(at - 1)));
        }
    }

    private static Import one(String path, String local, int line) {
        if (path.endsWith(".*")) {
            return new Import(path.substring(0, path.length() - 2), "*", "*", line, false);
        }
        if (path.endsWith(".self")) {
            String module = path.substring(0, path.length() - 5);
            String name = local.equals("self") ? module.substring(module.lastIndexOf('.') + 1) : local;
            return new Import(module, "", name, line, false);
        }
        return new Import(path, "", local, line, false);
    }
}
