package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.token.Lexed;
import io.opdbus.agents.review.token.Lexers;
import io.opdbus.agents.review.token.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file with all that rules ask of it; each view is made when first asked for. Not for use by several threads. */
public final class SourceUnit {
    private final SourceFile file;
    private final Lexed lexed;
    private final Expressions expressions;
    private @Nullable Brackets brackets;
    private @Nullable Imports imports;
    private @Nullable List<CallSite> calls;
    private @Nullable Outline outline;
    private @Nullable WordIndex words;
    private @Nullable List<Block> testBlocks;
    private int @Nullable [] openers;
    private final Map<Integer, CallSite> callsByOpener = new HashMap<>();

    private SourceUnit(SourceFile file, Lexed lexed) {
        this.file = file;
        this.lexed = lexed;
        this.expressions = new Expressions(this);
    }

    /** Takes a file apart. */
    public static SourceUnit of(SourceFile file) {
        return new SourceUnit(file, Lexers.lex(file));
    }

    /** The file itself. */
    public SourceFile file() {
        return file;
    }

    /** The file's language. */
    public Language language() {
        return file.language();
    }

    /** Code without comments; empty for formats that are not code. */
    public Tokens code() {
        return lexed.code();
    }

    /** The comments. */
    public Tokens comments() {
        return lexed.comments();
    }

    /** Which bracket closes which in the code. */
    public Brackets brackets() {
        if (brackets == null) {
            brackets = new Brackets(code());
        }
        return brackets;
    }

    /** What the file imports. */
    public Imports imports() {
        if (imports == null) {
            imports = Imports.read(language(), code(), brackets());
        }
        return imports;
    }

    /** The calls in the code, in order. */
    public List<CallSite> calls() {
        if (calls == null) {
            calls = language() == Language.SHELL ? List.of() : Calls.read(code(), brackets(), imports(), language());
        }
        return calls;
    }

    /** The innermost call among whose arguments a token is. */
    public Optional<CallSite> callAround(int token) {
        if (openers == null) {
            openers = brackets().openers();
            calls().forEach(call -> callsByOpener.put(call.args().from() - 1, call));
        }
        for (int open = openers[token]; open >= 0; open = openers[open]) {
            CallSite call = callsByOpener.get(open);
            if (call != null) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    /** The blocks of the code. */
    public Outline outline() {
        if (outline == null) {
            outline = switch (language()) {
                case PYTHON -> IndentOutline.read(code(), brackets());
                case SHELL -> ShellOutline.read(code());
                default -> BraceOutline.read(code(), brackets(), language());
            };
        }
        return outline;
    }

    /** The tokens that are this word, ascending. The array is not to be changed. */
    public int[] places(String word) {
        if (words == null) {
            words = new WordIndex(code());
        }
        return words.of(word);
    }

    /** Whether a line is test code: the whole file is, or the line lies in a Rust module for tests. */
    public boolean isTest(int line) {
        if (file.test()) {
            return true;
        }
        if (testBlocks == null) {
            boolean may = language() == Language.RUST && file.text().contains("#[cfg(test)]");
            testBlocks = may
                    ? outline().blocks().stream().filter(SourceUnit::forTests).toList()
                    : List.of();
        }
        return testBlocks.stream()
                .anyMatch(block -> line >= code().line(block.header())
                        && line <= code().line(block.body().to() - 1) + 1);
    }

    private static boolean forTests(Block block) {
        return block.kind() == BlockKind.TYPE
                && (block.name().equals("tests") || block.name().equals("test"))
                && !block.body().isEmpty();
    }

    /** Questions about expressions in the code. */
    public Expressions expressions() {
        return expressions;
    }

    /** The package that a Java or Kotlin file declares; empty if none. */
    public String packageName() {
        return JvmImports.packageName(code());
    }
}
