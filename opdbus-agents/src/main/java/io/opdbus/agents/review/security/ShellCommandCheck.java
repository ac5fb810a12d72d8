package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.ShellCommand;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands in shell scripts, Dockerfiles and CI steps: downloads run at once, checks switched off, modes for everybody, eval. */
final class ShellCommandCheck implements Check {
    private static final Set<String> DOWNLOADS = Set.of("curl", "wget", "fetch");
    private static final Set<String> INTERPRETERS =
            Set.of("sh", "bash", "zsh", "dash", "ksh", "python", "python3", "perl", "ruby", "node");
    private static final String EVERYBODY =
            "0?[0-7]?[0-7][2367]|0?777|[ugo]*[ao][ugo]*[+=][rxXst]*w[rwxXst]*|ugo[+=]\\w*w\\w*";
    private static final Pattern DOWNLOAD_INSIDE = Pattern.compile("(?s)\\s*(?:\\$\\(|`)\\s*(?:curl|wget)\\b.*");
    private static final Pattern UNCHECKED_OPTION = Pattern.compile("-[a-zA-Z]*k[a-zA-Z]*");
    private static final Pattern TAKES_VALUE = Pattern.compile("[HAXduoeTFbcmwrtxUyYzCDEKPQ]");
    private static final Pattern COMMAND_OUTPUT = Pattern.compile("\\s*(?:\\$\\(|`)");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$[{A-Za-z_@*0-9]");
    private static final Pattern UNCHECKED_SETTING =
            Pattern.compile("NODE_TLS_REJECT_UNAUTHORIZED=0|GIT_SSL_NO_VERIFY=(?:1|true)|PYTHONHTTPSVERIFY=0");

    @Override
    public List<Rule> rules() {
        return List.of(
                SecurityRules.PIPED_INSTALL, SecurityRules.TLS, SecurityRules.FILE_MODE, SecurityRules.SHELL_EVAL);
    }

    @Override
    public boolean reads(SourceFile file) {
        return switch (file.language()) {
            case SHELL, DOCKERFILE, YAML -> true;
            default -> false;
        };
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        boolean script = unit.language() == Language.SHELL;
        Tokens tokens = script ? unit.code() : ShellFragments.of(unit.file());
        String before = "";
        for (ShellCommand command : ShellCommand.all(tokens)) {
            int line = tokens.line(command.words().from());
            if (runsDownload(tokens, command, before)) {
                reporter.line(SecurityRules.PIPED_INSTALL, unit, line, "");
            }
            if (unchecked(tokens, command)) {
                reporter.line(SecurityRules.TLS, unit, line, command.program());
            }
            if (command.program().equals("chmod") && everybody(tokens, command)) {
                reporter.line(SecurityRules.FILE_MODE, unit, line, "chmod");
            }
            if (command.program().equals("eval") && variable(tokens, command)) {
                reporter.line(SecurityRules.SHELL_EVAL, unit, line, "");
            }
            before = command.piped() && !INTERPRETERS.contains(command.program()) ? before : command.program();
        }
        if (script) {
            settings(unit, reporter);
        }
    }

    private static boolean runsDownload(Tokens tokens, ShellCommand command, String before) {
        if (!INTERPRETERS.contains(command.program())
                && !Set.of("eval", "source", ".").contains(command.program())) {
            return false;
        }
        if (command.piped() && DOWNLOADS.contains(before)) {
            return !mentions(tokens, command, "-c|-m|-e|-n|.*\\.(?:py|pl|rb|js|sh)");
        }
        for (int i = command.words().from() + 1; i < command.words().to(); i++) {
            if (tokens.isString(i)
                    && tokens.isInterpolated(i)
                    && DOWNLOAD_INSIDE.matcher(tokens.content(i)).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean unchecked(Tokens tokens, ShellCommand command) {
        return switch (command.program()) {
            case "curl" ->
                mentions(tokens, command, "-[a-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure")
                        && !value(tokens, command);
            case "wget" -> mentions(tokens, command, "--no-check-certificate");
            case "git" ->
                mentions(tokens, command, "http\\.sslVerify=(?:false|0)")
                        || mentions(tokens, command, "http\\.sslVerify") && mentions(tokens, command, "false|0");
            case "npm", "yarn", "pnpm" ->
                mentions(tokens, command, "strict-ssl=false")
                        || mentions(tokens, command, "strict-ssl") && mentions(tokens, command, "false");
            default -> false;
        };
    }

    /** Whether the only option with a k is the value of another, such as {@code -o -k}; such calls are not met in practice. */
    private static boolean value(Tokens tokens, ShellCommand command) {
        for (int i = command.words().from() + 1; i < command.words().to(); i++) {
            String word = tokens.text(i);
            if (word.equals("--insecure") || word.equals("--proxy-insecure")) {
                return false;
            }
            if (UNCHECKED_OPTION.matcher(word).matches()) {
                String earlier = word.substring(1, word.indexOf('k'));
                return TAKES_VALUE.matcher(earlier).find();
            }
        }
        return false;
    }

    private static boolean everybody(Tokens tokens, ShellCommand command) {
        int at = command.words().from() + 1;
        while (at < command.words().to() && tokens.text(at).startsWith("-")) {
            at++;
        }
        String mode = tokens.content(at);
        return mode.matches(EVERYBODY) && !mode.matches("1[0-7]{3}");
    }

    /** Whether text of variables is evaluated, rather than what a command prints, as its makers intend. */
    private static boolean variable(Tokens tokens, ShellCommand command) {
        for (int i = command.words().from() + 1; i < command.words().to(); i++) {
            String word = tokens.isString(i) && !tokens.isInterpolated(i) ? "" : tokens.content(i);
            if (COMMAND_OUTPUT.matcher(word).lookingAt()) {
                return false;
            }
            if (VARIABLE.matcher(word).find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(Tokens tokens, ShellCommand command, String regex) {
        for (int i = command.words().from() + 1; i < command.words().to(); i++) {
            if (tokens.content(i).matches(regex)) {
                return true;
            }
        }
        return false;
    }

    private static void settings(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 0; i < code.size(); i++) {
            if (code.isWord(i) && UNCHECKED_SETTING.matcher(code.text(i)).matches()) {
                reporter.at(SecurityRules.TLS, unit, i);
            }
        }
    }
}
