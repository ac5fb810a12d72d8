package io.opdbus.agents.review.security;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.LineIndex;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.token.Lexers;
import io.opdbus.agents.review.token.Tokens;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shell commands inside Dockerfiles and the steps of CI files. All other text is blanked out, so that tokens stand on the
 * lines where they stand in the file.
 */
final class ShellFragments {
    private static final Pattern RUN = Pattern.compile("(?i)^\\s*RUN\\s+(?:--\\S+\\s+)*");
    private static final Pattern STEP =
            Pattern.compile("^(\\s*(?:-\\s+)?)(?:run|script|before_script|command):\\s*(.*)$");
    private static final Pattern BLOCK_MARK = Pattern.compile("[|>][-+0-9]*");

    private ShellFragments() {}

    static Tokens of(SourceFile file) {
        StringBuilder shell = new StringBuilder(file.text().length());
        if (file.language() == Language.DOCKERFILE) {
            dockerfile(file.lines(), shell);
        } else {
            steps(file.lines(), shell);
        }
        return Lexers.lex(SourceFile.of(file.path(), Language.SHELL, shell.toString()))
                .code();
    }

    private static void dockerfile(LineIndex lines, StringBuilder shell) {
        boolean running = false;
        for (int line = 1; line <= lines.count(); line++) {
            String text = lines.line(line);
            Matcher run = RUN.matcher(text);
            if (!running && run.find()) {
                shell.append(text.substring(run.end()));
                running = text.endsWith("\\");
            } else if (running) {
                shell.append(text.stripLeading().startsWith("#") ? "\\" : text);
                running = text.endsWith("\\") || text.stripLeading().startsWith("#");
            }
            shell.append('\n');
        }
    }

    private static void steps(LineIndex lines, StringBuilder shell) {
        int block = -1;
        for (int line = 1; line <= lines.count(); line++) {
            String text = lines.line(line);
            int indent = text.length() - text.stripLeading().length();
            if (block >= 0 && (text.isBlank() || indent > block)) {
                shell.append(text.strip().startsWith("- ") ? text.strip().substring(2) : text);
            } else {
                block = -1;
                Matcher step = STEP.matcher(text);
                if (step.matches()) {
                    String command = step.group(2).trim();
                    boolean opens =
                            command.isEmpty() || BLOCK_MARK.matcher(command).matches();
                    block = opens ? step.group(1).length() : -1;
                    shell.append(opens ? "" : command);
                }
            }
            shell.append('\n');
        }
    }
}
