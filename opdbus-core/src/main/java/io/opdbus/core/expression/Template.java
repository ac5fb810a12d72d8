package io.opdbus.core.expression;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.value.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A compiled template: what it refers to, what is wrong with it, and how it is rendered. Immutable and thread-safe; a
 * {@link TemplateCompiler} makes it.
 */
public final class Template {

    private final Fragment fragment;
    private final List<Reference> references;
    private final List<TemplateProblem> problems;

    Template(Fragment fragment, List<Reference> references, List<TemplateProblem> problems) {
        this.fragment = fragment;
        this.references = List.copyOf(references);
        this.problems = List.copyOf(problems);
    }

    /**
     * Whether there is nothing to evaluate in it. Every rendering then gives the same instance.
     *
     * @return true if it holds no expression
     */
    public boolean isConstant() {
        return fragment instanceof Fragment.Constant;
    }

    /**
     * Every occurrence of a reference, in the order of the text; those of strings with a problem are left out.
     *
     * @return the references
     */
    public List<Reference> references() {
        return references;
    }

    /**
     * What is wrong with it. A template with problems can be analysed, but not rendered.
     *
     * @return the problems, in the order of the text; empty if it can be rendered
     */
    public List<TemplateProblem> problems() {
        return problems;
    }

    /**
     * Evaluates its expressions. Secrets stay {@link Secret}s where they are passed on as a whole; where one becomes a
     * part of a text or an operand, its plain text is used, and the callback is told.
     *
     * @param scope the values of its references
     * @param onSecret is told, on this thread, of each secret whose text was used, possibly more than once; what comes out
     *     may contain that text, and must be masked (R18)
     * @return a JSON-like value; maps and lists are unmodifiable
     * @throws OpdbusException with {@link ErrorCode#EXPRESSION_FAILED} if an expression cannot be evaluated: a reference
     *     resolves to nothing, or an operator gets what it cannot work on
     */
    public @Nullable Object render(Scope scope, Consumer<? super Secret> onSecret) {
        if (!problems.isEmpty()) {
            throw broken();
        }
        return fragment instanceof Fragment.Constant constant
                ? constant.value()
                : fragment.render(Evaluation.of(scope, onSecret));
    }

    /**
     * Evaluates a condition.
     *
     * @param scope the values of its references
     * @param onSecret as for {@link #render}
     * @return what the condition gives
     * @throws OpdbusException with {@link ErrorCode#EXPRESSION_FAILED} as {@link #render}, and if it gives neither true nor
     *     false
     */
    public boolean test(Scope scope, Consumer<? super Secret> onSecret) {
        Object value = render(scope, onSecret);
        if (value instanceof Boolean decision) {
            return decision;
        }
        throw Embedded.failure(
                String.valueOf(fragment.source()), "", "a condition gives true or false, not " + Kind.of(value), null);
    }

    /**
     * Renders as far as that is possible now: each string all of whose references have a value is replaced by its value,
     * for good. The others stay as they are, to be rendered later: a {@code ??} does not step in for a value that may
     * still come, and a secret does not become part of a text that is kept.
     *
     * @param scope the values of its references, as far as there are any
     * @return a template of which less is left to render
     * @throws OpdbusException with {@link ErrorCode#EXPRESSION_FAILED} if an expression has all that it needs and cannot be
     *     evaluated
     */
    public Template renderAvailable(Scope scope) {
        if (!problems.isEmpty()) {
            throw broken();
        }
        if (isConstant()) {
            return this;
        }
        Fragment rendered = fragment.available(scope);
        Set<String> open = new HashSet<>();
        rendered.collectOpen(open);
        List<Reference> left = references.stream()
                .filter(reference -> open.contains(reference.pointer()))
                .toList();
        return new Template(rendered, left, problems);
    }

    /**
     * The template as a JSON-like value, with <code>${…}</code> and <code>$${</code> in its strings: compiled again, it
     * gives this template.
     *
     * @return the value
     */
    public @Nullable Object source() {
        return fragment.source();
    }

    boolean isWholeExpression() {
        return fragment instanceof Fragment.Whole;
    }

    private OpdbusException broken() {
        TemplateProblem first = problems.get(0);
        return Embedded.failure(String.valueOf(source()), first.pointer(), first.message(), null);
    }

    @Override
    public String toString() {
        return String.valueOf(source());
    }
}
