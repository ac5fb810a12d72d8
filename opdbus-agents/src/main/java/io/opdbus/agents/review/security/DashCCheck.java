package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A shell given a command line after {@code -c}, in any language: {@code ["sh", "-c", line]}, {@code .arg("-c").arg(line)}. */
final class DashCCheck implements Check {
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "zsh", "/bin/sh", "/bin/bash", "/usr/bin/bash", "cmd", "cmd.exe", "powershell");
    private static final Pattern LINE_FLAG = Pattern.compile("-l?c|-ec|/[cC]|-Command");

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.COMMAND);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE && file.language() != Language.SHELL;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 0; i < code.size(); i++) {
            if (code.isString(i) && SHELLS.contains(code.content(i))) {
                int line = commandLine(code, i);
                if (line > 0 && unvetted(unit, line)) {
                    reporter.at(SecurityRules.COMMAND, unit, i, code.content(i) + " " + flag(code, i));
                }
            }
        }
    }

    /** The first token of what is run, or -1 where no {@code -c} follows the shell. */
    private static int commandLine(Tokens code, int shell) {
        int flag = flagToken(code, shell);
        if (flag < 0) {
            return -1;
        }
        if (code.is(flag + 1, ",")) {
            return flag + 2;
        }
        boolean chained = code.is(flag + 1, ")") && code.is(flag + 2, ".") && code.isAny(flag + 3, "arg", "args");
        return chained && code.is(flag + 4, "(") ? flag + 5 : -1;
    }

    private static int flagToken(Tokens code, int shell) {
        for (int i = shell + 1; i < shell + 8; i++) {
            if (code.isString(i)) {
                return LINE_FLAG.matcher(code.content(i)).matches() ? i : -1;
            }
            if (!code.isAny(i, ",", "[", "(", ")", ".", "arg", "args", "&", "{", "listOf")) {
                return -1;
            }
        }
        return -1;
    }

    private static String flag(Tokens code, int shell) {
        return code.content(flagToken(code, shell));
    }

    private static boolean unvetted(SourceUnit unit, int first) {
        Span line = unit.expressions().rest(first);
        return !line.isEmpty() && !unit.expressions().isConstant(line);
    }
}
