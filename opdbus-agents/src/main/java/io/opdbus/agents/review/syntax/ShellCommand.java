package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One command of a shell script.
 *
 * @param program the name of what is run, without its directory, {@code sudo} and the like passed over
 * @param words its tokens from the program on
 * @param piped whether it reads what the command before it writes
 */
public record ShellCommand(String program, Span words, boolean piped) {
    private static final List<String> PREFIXES = List.of(
            "sudo", "env", "exec", "command", "time", "nohup", "then", "do", "else", "if", "elif", "while", "until",
            "!", "{", "(", "$(", "doas", "nice");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=.*");
    private static final Pattern OPTION = Pattern.compile("-[A-Za-z]");

    /** The commands of a script, in order. */
    public static List<ShellCommand> all(Tokens tokens) {
        List<ShellCommand> commands = new ArrayList<>();
        int from = 0;
        boolean piped = false;
        for (int i = 0; i <= tokens.size(); i++) {
            boolean pipe = tokens.isAny(i, "|", "|&");
            boolean end = i == tokens.size()
                    || pipe
                    || tokens.is(i, TokenKind.NEWLINE)
                    || tokens.isAny(i, ";", ";;", "&&", "||", "&", ")", "}", "`");
            boolean begin = tokens.isAny(i, "$(", "(");
            if (end || begin) {
                add(tokens, from, i, piped, commands);
                piped = pipe || piped && tokens.is(i, TokenKind.NEWLINE) && i == from;
                from = i + 1;
            }
        }
        return commands;
    }

    private static void add(Tokens tokens, int from, int to, boolean piped, List<ShellCommand> commands) {
        int first = from;
        while (first < to) {
            String word = tokens.text(first);
            boolean assignment =
                    tokens.isWord(first) && ASSIGNMENT.matcher(word).matches();
            if (assignment) {
                first++;
                if (first < to && tokens.isString(first) && tokens.touchesPrevious(first)) {
                    first++;
                }
            } else if (PREFIXES.contains(word)
                    || first > from && OPTION.matcher(word).matches() && wrapper(tokens, first)) {
                first++;
            } else {
                break;
            }
        }
        if (first < to) {
            String program = tokens.content(first);
            commands.add(new ShellCommand(program.substring(program.lastIndexOf('/') + 1), new Span(first, to), piped));
        }
    }

    private static boolean wrapper(Tokens tokens, int option) {
        return tokens.isAny(option - 1, "sudo", "env", "doas", "nice");
    }
}
