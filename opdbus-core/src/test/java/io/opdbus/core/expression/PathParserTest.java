package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.OpdbusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R4")
class PathParserTest {

    private static final String[] NAMES = {"a", "b", "size", "x_1", "new", "Zed", "true", "_"};
    private static final Map<String, Object> DATA = Map.of(
            "a",
                    Map.of(
                            "a",
                            List.of(1, Map.of("b", 2, "size", 3), List.of()),
                            "size",
                            "text",
                            "x y",
                            Map.of("a", true)),
            "b", List.of(Map.of("new", 1), List.of("p", "q")),
            "x_1", Map.of("0", "zero"));

    private final Known known =
            Known.of("a", DATA.get("a")).and("b", DATA.get("b")).and("x_1", DATA.get("x_1"));

    @Test
    @DisplayName("R4: a plain reference means the same on the short way and through the grammar")
    void agreesWithTheGrammar() {
        Random random = new Random(1);
        int values = 0;
        for (int i = 0; i < 2_000; i++) {
            String path = randomPath(random);
            Template plain = known.compile("${" + path + "}");
            Template parsed = known.compile("${(" + path + ")}");
            assertThat(plain.problems().isEmpty())
                    .as(path)
                    .isEqualTo(parsed.problems().isEmpty());
            assertThat(plain.references()).as(path).hasSameSizeAs(parsed.references());
            if (!plain.references().isEmpty()) {
                Reference a = plain.references().get(0);
                Reference b = parsed.references().get(0);
                assertThat(b).isEqualTo(new Reference(a.root(), a.path(), false, "", a.offset() + 1));
            }
            if (plain.problems().isEmpty()) {
                Object value = outcome(plain);
                assertThat(outcome(parsed)).as(path).isEqualTo(value);
                values += value instanceof String text && text.startsWith("error") ? 0 : 1;
            }
        }
        assertThat(values).isGreaterThan(100);
    }

    private @Nullable Object outcome(Template template) {
        try {
            return template.render(known, secret -> {});
        } catch (OpdbusException failure) {
            String message = String.valueOf(failure.getMessage());
            return "error " + message.substring(message.indexOf("}: "));
        }
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = NAMES[random.nextInt(NAMES.length)];
            path.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "['" + name + "']";
                        case 1 -> "[\"x y\"]";
                        case 2, 3 -> "[" + random.nextInt(3) + "]";
                        case 4 -> random.nextInt(10) == 0 ? "[01]" : "['0']";
                        default -> "." + name;
                    });
        }
        return path.toString();
    }

    @Test
    @DisplayName("R4: plain references, texts with them and constants do not load the grammar at all")
    void needsNoGrammar() throws ReflectiveOperationException {
        Class<?> isolated = new WithoutJexl().loadClass(WithoutJexl.Probe.class.getName());
        var render = isolated.getDeclaredMethod("render", String.class);
        render.setAccessible(true);
        assertThat(render.invoke(null, "${a.b[0]['c']}")).isEqualTo("value of 0");
        assertThat(render.invoke(null, "x ${ a } $${y} ${b.c}")).isEqualTo("x value of 0 ${y} value of 1");
        assertThatThrownBy(() -> render.invoke(null, "${a + b}"))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThatCode(() -> known.compile("${a + b}")).doesNotThrowAnyException();
    }

    /** Loads our classes anew, and finds no JEXL. */
    private static final class WithoutJexl extends ClassLoader {

        WithoutJexl() {
            super(WithoutJexl.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.commons.jexl3")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.opdbus.core.expression")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (code == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        static final class Probe {

            private Probe() {}

            static @Nullable Object render(String text) {
                int[] slots = {0};
                Template template = new TemplateCompiler(reference ->
                                new Binding(slots[0]++, reference.path().size()))
                        .compile(text);
                return template.render(slot -> "value of " + slot, secret -> {});
            }
        }
    }
}
