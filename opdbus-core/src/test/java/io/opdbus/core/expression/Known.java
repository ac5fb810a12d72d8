package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by name, as binder and as scope: what is not in it when a template is compiled is not bound. */
final class Known implements Binder, Scope {

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<String> slots = new ArrayList<>();

    static Known nothing() {
        return new Known();
    }

    static Known of(String name, @Nullable Object value) {
        return new Known().and(name, value);
    }

    Known and(String name, @Nullable Object value) {
        values.put(name, value == MISSING ? value : Values.of(value));
        return this;
    }

    @Override
    public Binding bind(Reference reference) {
        if (!values.containsKey(reference.root())) {
            return Binding.UNBOUND;
        }
        slots.add(reference.root());
        return Binding.of(slots.size() - 1);
    }

    @Override
    public @Nullable Object value(int slot) {
        return values.get(slots.get(slot));
    }

    @Override
    public String whyMissing(Reference reference) {
        return "known are " + String.join(", ", values.keySet());
    }

    Template compile(@Nullable Object template) {
        return new TemplateCompiler(this).compile(template);
    }

    /** The value of a template that must compile. */
    @Nullable Object render(@Nullable Object template) {
        Template compiled = compile(template);
        assertThat(compiled.problems()).as("problems of %s", template).isEmpty();
        return compiled.render(this, secret -> {});
    }

    /** The value of an expression. */
    @Nullable Object evaluate(String expression) {
        return render("${" + expression + "}");
    }

    /** The message of an evaluation that must fail. */
    String failure(String template) {
        OpdbusException failure = catchThrowableOfType(OpdbusException.class, () -> render(template));
        assertThat(failure).as("failure of %s", template).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.EXPRESSION_FAILED);
        assertThat(failure.retryable()).isFalse();
        return failure.error().message();
    }

    /** The one problem of a template that must not compile. */
    TemplateProblem problem(Object template) {
        List<TemplateProblem> problems = compile(template).problems();
        assertThat(problems).as("problems of %s", template).hasSize(1);
        return problems.get(0);
    }
}
