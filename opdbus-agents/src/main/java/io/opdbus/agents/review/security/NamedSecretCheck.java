package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.LineIndex;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that look like secrets, given to names that say they are. */
final class NamedSecretCheck implements Check {
    private static final Pattern SETTING = Pattern.compile(
            "^\\s*(?:-\\s+)?(?:export\\s+|ENV\\s+|ARG\\s+)?[\"']?([A-Za-z_][\\w.-]{2,60})[\"']?\\s*[:=]\\s*[\"']?([^\\s\"'#,]{6,200})[\"']?,?\\s*(?:#.*)?$");
    private static final Pattern ELEMENT = Pattern.compile("<([A-Za-z][\\w.-]{2,60})>([^<\\s]{6,200})</\\1>");
    private static final Pattern SETTER = Pattern.compile("set[A-Z]\\w+|(?:with)?[Pp]assword|secret|apiKey");

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.NAMED_SECRET);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language() != Language.KEY_FILE;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        if (unit.language().kind() == Language.Kind.CODE) {
            code(unit, reporter);
        }
        if (unit.language().kind() != Language.Kind.CODE) {
            settings(unit, reporter);
        }
    }

    private void code(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        boolean shell = unit.language() == Language.SHELL;
        for (int i = 1; i < code.size(); i++) {
            if (shell && code.isWord(i)) {
                shellWord(unit, reporter, i);
            } else if (code.isString(i) && !code.isInterpolated(i) && !shell) {
                String name = nameOf(code, i);
                if (!name.isEmpty() && SecretNames.suspicious(name, code.content(i))) {
                    reporter.at(SecurityRules.NAMED_SECRET, unit, i, name);
                }
            }
        }
    }

    /** The name that a string literal is given to: by {@code =}, {@code :}, {@code =>}, or as a named or put argument. */
    private static String nameOf(Tokens code, int literal) {
        int before = literal - 1;
        boolean given = code.isAny(before, "=", ":", "=>", ":=");
        if (given && code.isWord(before - 1)) {
            return typed(code, before);
        }
        if (given && code.isString(before - 1)) {
            return code.content(before - 1);
        }
        if (given && code.is(before - 1, "]") && code.isString(before - 2)) {
            return code.content(before - 2);
        }
        if (given && code.is(before, "=")) {
            return typed(code, before);
        }
        boolean put = code.is(before, ",") && code.isString(before - 1) && code.is(before - 2, "(");
        if (put && code.isAny(before - 3, "put", "setProperty", "set", "Setenv", "setenv", "of", "entry")) {
            return code.content(before - 1);
        }
        boolean set =
                code.is(before, "(") && SETTER.matcher(code.text(before - 1)).matches();
        return set ? code.text(before - 1) : "";
    }

    /** The name before a type such as {@code key: &str =} or {@code var key string =}. */
    private static String typed(Tokens code, int equals) {
        for (int i = equals - 1; i > equals - 8; i--) {
            if (code.is(i, ":") && code.isWord(i - 1)) {
                return code.text(i - 1);
            }
            if (code.isAny(i, ";", "{", "}", "(", ")", ",", "=")) {
                break;
            }
        }
        boolean goType = code.is(equals - 1, "string") && code.isWord(equals - 2);
        if (code.is(equals - 1, "]")) {
            return code.text(code.is(equals - 2, "[") ? equals - 3 : equals - 4);
        }
        return code.text(goType ? equals - 2 : equals - 1);
    }

    private static void shellWord(SourceUnit unit, Reporter reporter, int at) {
        Tokens code = unit.code();
        String word = code.text(at);
        int equals = word.indexOf('=');
        if (equals < 2 || word.startsWith("-")) {
            return;
        }
        boolean quoted = equals == word.length() - 1 && code.isString(at + 1) && code.touchesPrevious(at + 1);
        if (quoted && code.isInterpolated(at + 1)) {
            return;
        }
        String value = quoted ? code.content(at + 1) : word.substring(equals + 1);
        if (SecretNames.suspicious(word.substring(0, equals), value)) {
            reporter.at(SecurityRules.NAMED_SECRET, unit, at, word.substring(0, equals));
        }
    }

    private static void settings(SourceUnit unit, Reporter reporter) {
        LineIndex lines = unit.file().lines();
        boolean xml = unit.language() == Language.XML || unit.language() == Language.MAVEN;
        Pattern pattern = xml ? ELEMENT : SETTING;
        for (int line = 1; line <= lines.count(); line++) {
            if (lines.end(line) - lines.start(line) > 500) {
                continue;
            }
            String text = lines.line(line);
            if (text.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = pattern.matcher(text);
            if (matcher.find() && SecretNames.suspicious(matcher.group(1), matcher.group(2))) {
                reporter.line(SecurityRules.NAMED_SECRET, unit, line, matcher.group(1));
            }
        }
    }
}
