package io.opdbus.core.expression;

import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles templates: JSON-like values whose strings may hold <code>${expression}</code> (R4).
 *
 * <p>A string that is one whole <code>${…}</code> stands for the expression's value, of whatever type; in any other
 * string the values become text. <code>$${</code> is a literal <code>${</code>. A string that cannot be compiled does not
 * end the compilation: it is among {@link Template#problems()}, so that all problems are found at once (R1).
 *
 * <p>A compiler holds no state but its binder, and is as thread-safe as that is.
 */
public final class TemplateCompiler {

    private final Binder binder;

    /**
     * A compiler that asks the given binder for each reference.
     *
     * @param binder decides which slot each reference reads
     */
    public TemplateCompiler(Binder binder) {
        this.binder = Objects.requireNonNull(binder, "binder");
    }

    /**
     * Whether a word belongs to the language, as {@code size} and {@code null} do, so that no reference can begin with
     * it. Inputs and variables should not bear such a name.
     *
     * @param word the word
     * @return true if it is reserved
     */
    public static boolean isReserved(String word) {
        return PathParser.RESERVED.contains(word);
    }

    /**
     * Compiles a value.
     *
     * @param value a value that {@link Values#of(Object)} takes
     * @return the template; see its {@link Template#problems() problems}
     * @throws OpdbusException as {@link Values#of(Object)}
     */
    public Template compile(@Nullable Object value) {
        Run run = new Run();
        Fragment fragment = run.compile(Values.of(value), "");
        return new Template(fragment, run.references, run.problems);
    }

    /**
     * Compiles a condition: a string that is one whole <code>${…}</code>, for {@link Template#test}. Anything else is a
     * problem.
     *
     * @param condition the string
     * @return the template; see its {@link Template#problems() problems}
     */
    public Template compileCondition(String condition) {
        Template template = compile(condition);
        if (!template.problems().isEmpty() || template.isWholeExpression()) {
            return template;
        }
        String message = "a condition is one whole ${…} that gives true or false";
        return new Template(
                new Fragment.Broken(condition), template.references(), List.of(new TemplateProblem("", 0, message)));
    }

    /** One compilation of a whole value. */
    private final class Run {

        private final List<Reference> references = new ArrayList<>();
        private final List<TemplateProblem> problems = new ArrayList<>();

        Fragment compile(@Nullable Object value, String pointer) {
            if (value instanceof String text) {
                return compileString(text, pointer);
            }
            if (value instanceof Map<?, ?> map) {
                Map<String, Fragment> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> {
                    String name = String.valueOf(key);
                    String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                    entries.put(compileKey(name, inner), compile(entry, inner));
                });
                return Fragment.Entries.of(entries);
            }
            if (value instanceof List<?> list) {
                List<Fragment> items = new ArrayList<>(list.size());
                for (Object item : list) {
                    items.add(compile(item, pointer + "/" + items.size()));
                }
                return Fragment.Items.of(items);
            }
            return new Fragment.Constant(value);
        }

        private Fragment compileString(String text, String pointer) {
            Compilation compilation = new Compilation(binder, pointer);
            try {
                Fragment fragment = StringParser.parse(text, compilation);
                compilation.references().stream()
                        .sorted(Comparator.comparingInt(Reference::offset))
                        .forEach(references::add);
                return fragment;
            } catch (SyntaxFailure failure) {
                problems.add(new TemplateProblem(pointer, failure.offset(), failure.text()));
                return new Fragment.Broken(text);
            }
        }

        /** Keys are not evaluated; one that looks as if it were meant to be is a problem. */
        private String compileKey(String key, String pointer) {
            if (!key.contains("${")) {
                return key;
            }
            String literal = key.replace("$${", "");
            if (literal.contains("${")) {
                problems.add(new TemplateProblem(
                        pointer, 0, "a key is not evaluated; a literal '${' in it is written '$${'"));
            }
            return key.replace("$${", "${");
        }
    }
}
