package io.opdbus.core.plan;

import io.opdbus.api.error.OpdbusException;
import io.opdbus.core.expression.Binding;
import io.opdbus.core.expression.Template;
import io.opdbus.core.expression.TemplateCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compiles the templates of a definition and tells what is wrong with them. */
final class Templates {

    /** The template of an empty map. */
    static final Template NO_ARGUMENTS = literal(Map.of());

    private final References references;
    private final Report report;

    Templates(References references, Report report) {
        this.references = references;
        this.report = report;
    }

    /** A value in which nothing is evaluated, whatever stands in it. */
    static Template literal(@Nullable Object value) {
        return new TemplateCompiler(reference -> Binding.UNBOUND).compile(escape(value));
    }

    /** Whether nothing in a value is evaluated. */
    static boolean isPlain(@Nullable Object value) {
        if (value instanceof String text) {
            return !text.contains("${");
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(Templates::isPlain)
                    && map.values().stream().allMatch(Templates::isPlain);
        }
        return !(value instanceof List<?> list) || list.stream().allMatch(Templates::isPlain);
    }

    private static @Nullable Object escape(@Nullable Object value) {
        if (value instanceof String text) {
            return text.replace("${", "$${");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(String.valueOf(key).replace("${", "$${"), escape(entry)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(Templates::escape).toList()
                : value;
    }

    /**
     * Compiles a value.
     *
     * @param from where it stands
     * @param value the value
     * @param pointers the JSON Pointer in the definition for one in the value
     */
    Template compile(Viewpoint from, @Nullable Object value, UnaryOperator<String> pointers) {
        Template template = new TemplateCompiler(references.from(from, pointers)).compile(value);
        tell(template, pointers);
        return template;
    }

    /** Compiles a condition. */
    Template condition(Viewpoint from, String text, String pointer) {
        UnaryOperator<String> pointers = inner -> pointer;
        Template template = new TemplateCompiler(references.from(from, pointers)).compileCondition(text);
        tell(template, pointers);
        if (template.problems().isEmpty() && template.references().isEmpty()) {
            try {
                template.test(slot -> null, secret -> {});
            } catch (OpdbusException useless) {
                report.error(pointer, useless.error().message());
            }
        }
        return template;
    }

    private void tell(Template template, UnaryOperator<String> pointers) {
        template.problems()
                .forEach(problem -> report.error(
                        report.at(pointers.apply(problem.pointer()), problem.offset()), problem.message()));
    }
}
