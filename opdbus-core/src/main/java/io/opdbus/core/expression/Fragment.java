package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a compiled template: a value, or a string or container that holds expressions. */
sealed interface Fragment {

    /** The value now; a failure has already been turned into the exception that names its expression. */
    @Nullable Object render(Evaluation evaluation);

    /** The fragment with every string that can be evaluated now replaced by its value. */
    Fragment available(Scope scope);

    /** The JSON-like value that would compile to this fragment. */
    @Nullable Object source();

    /** Adds the JSON Pointers of the strings that are left to render. */
    void collectOpen(Set<String> pointers);

    /** A value without expressions. */
    record Constant(@Nullable Object value) implements Fragment {

        @Override
        public @Nullable Object render(Evaluation evaluation) {
            return value;
        }

        @Override
        public Fragment available(Scope scope) {
            return this;
        }

        @Override
        public @Nullable Object source() {
            return escaped(value);
        }

        @Override
        public void collectOpen(Set<String> pointers) {}

        private static @Nullable Object escaped(@Nullable Object value) {
            if (value instanceof String text) {
                return escapedText(text);
            }
            if (value instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, entry) -> copy.put(escapedText(String.valueOf(key)), escaped(entry)));
                return Collections.unmodifiableMap(copy);
            }
            if (value instanceof List<?> list) {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(escaped(item)));
                return Collections.unmodifiableList(copy);
            }
            return value;
        }

        static String escapedText(String text) {
            return text.contains("${") ? text.replace("${", "$${") : text;
        }
    }

    /** A string that is one whole expression; its value keeps its type. */
    record Whole(Embedded expression) implements Fragment {

        @Override
        public @Nullable Object render(Evaluation evaluation) {
            return expression.value(evaluation);
        }

        @Override
        public Fragment available(Scope scope) {
            Evaluation evaluation = Evaluation.early(scope);
            Object value = expression.valueOrMissing(evaluation);
            return value == Scope.MISSING || evaluation.secretUsed() ? this : new Constant(value);
        }

        @Override
        public Object source() {
            return expression.source();
        }

        @Override
        public void collectOpen(Set<String> pointers) {
            pointers.add(expression.pointer());
        }
    }

    /** A string of which expressions are parts: literal texts and expressions in their order. */
    record Text(List<Object> parts, String source, String pointer) implements Fragment {

        @Override
        public Object render(Evaluation evaluation) {
            TextWriter writer = new TextWriter(evaluation);
            for (Object part : parts) {
                if (part instanceof Embedded expression) {
                    expression.write(writer, evaluation);
                } else {
                    writer.literal((String) part);
                }
            }
            return writer.toString();
        }

        @Override
        public Fragment available(Scope scope) {
            Evaluation evaluation = Evaluation.early(scope);
            for (Object part : parts) {
                if (part instanceof Embedded expression && expression.valueOrMissing(evaluation) == Scope.MISSING) {
                    return this;
                }
            }
            Object text = render(evaluation);
            return evaluation.secretUsed() ? this : new Constant(text);
        }

        @Override
        public void collectOpen(Set<String> pointers) {
            pointers.add(pointer);
        }
    }

    /** A map of which at least one value is not constant. */
    record Entries(Map<String, Fragment> entries) implements Fragment {

        static Fragment of(Map<String, Fragment> entries) {
            Fragment whole = new Entries(entries);
            boolean constant = entries.values().stream().allMatch(Constant.class::isInstance);
            return constant ? new Constant(((Entries) whole).values(entry -> ((Constant) entry).value())) : whole;
        }

        @Override
        public Object render(Evaluation evaluation) {
            return values(entry -> entry.render(evaluation));
        }

        @Override
        public Fragment available(Scope scope) {
            Map<String, Fragment> rendered = new LinkedHashMap<>();
            entries.forEach((key, entry) -> rendered.put(key, entry.available(scope)));
            return of(rendered);
        }

        @Override
        public Object source() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(Constant.escapedText(key), entry.source()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public void collectOpen(Set<String> pointers) {
            entries.values().forEach(entry -> entry.collectOpen(pointers));
        }

        private Map<String, @Nullable Object> values(ToValue toValue) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(key, toValue.of(entry)));
            return Collections.unmodifiableMap(values);
        }
    }

    /** A list of which at least one item is not constant. */
    record Items(List<Fragment> items) implements Fragment {

        static Fragment of(List<Fragment> items) {
            Items whole = new Items(items);
            boolean constant = items.stream().allMatch(Constant.class::isInstance);
            return constant ? new Constant(whole.values(item -> ((Constant) item).value())) : whole;
        }

        @Override
        public Object render(Evaluation evaluation) {
            return values(item -> item.render(evaluation));
        }

        @Override
        public Fragment available(Scope scope) {
            return of(items.stream().map(item -> item.available(scope)).toList());
        }

        @Override
        public Object source() {
            return values(Fragment::source);
        }

        @Override
        public void collectOpen(Set<String> pointers) {
            items.forEach(item -> item.collectOpen(pointers));
        }

        private List<@Nullable Object> values(ToValue toValue) {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(toValue.of(item)));
            return Collections.unmodifiableList(values);
        }
    }

    /** A string that did not compile; its template is never rendered. */
    record Broken(String source) implements Fragment {

        @Override
        public Object render(Evaluation evaluation) {
            throw new IllegalStateException("a template with problems is not rendered");
        }

        @Override
        public Fragment available(Scope scope) {
            return this;
        }

        @Override
        public void collectOpen(Set<String> pointers) {}
    }

    /** What a container asks of each of its parts. */
    @FunctionalInterface
    interface ToValue {
        @Nullable Object of(Fragment fragment);
    }
}
