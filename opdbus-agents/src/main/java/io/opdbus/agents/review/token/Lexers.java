package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** Takes source files apart into tokens. A scanner never fails: what it cannot make out becomes single characters. */
public final class Lexers {
    private Lexers() {}

    /** The tokens of a file; none for a language that is not code. */
    public static Lexed lex(SourceFile file) {
        Scanner scanner = scanner(file);
        while (scanner.at < scanner.text.length()) {
            int before = scanner.at;
            scanner.step();
            if (scanner.at <= before) {
                throw new IllegalStateException("the scanner stands still at " + before + " of " + file.path());
            }
        }
        scanner.finish();
        return new Lexed(scanner.code.trim(), scanner.comments.trim());
    }

    private static Scanner scanner(SourceFile file) {
        return switch (file.language()) {
            case JAVA -> new JavaScanner(file);
            case KOTLIN -> new KotlinScanner(file);
            case PYTHON -> new PythonScanner(file);
            case RUST -> new RustScanner(file);
            case GO -> new GoScanner(file);
            case JAVASCRIPT, TYPESCRIPT -> new ScriptScanner(file);
            case C, CPP -> new CScanner(file);
            case SHELL -> new ShellScanner(file);
            default -> new NothingScanner(file);
        };
    }
}
