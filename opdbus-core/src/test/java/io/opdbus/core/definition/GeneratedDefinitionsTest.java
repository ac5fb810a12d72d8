package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceDocument;
import io.opdbus.core.source.SourceWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good definitions, damaged at each key in turn: refused at the right place, or still valid; never an exception. */
class GeneratedDefinitionsTest {

    private static final List<Object> OTHER_TYPES =
            Arrays.asList("text", "${text}", 7L, 2.5, true, null, List.of(), List.of(1L), Map.of(), Map.of("k", "v"));
    /** The keys under which keys are free. */
    private static final List<String> FREE = List.of("args", "variables", "outputs", "inputs", "default");

    static List<Path> files() {
        return Corpus.good();
    }

    private static Object tree(Path file) {
        return SourceDocument.read(file).root();
    }

    /** The pointers of all entries of all maps. */
    private static List<String> entries(Object tree) {
        List<String> pointers = new ArrayList<>();
        collect(tree, "", pointers);
        return pointers;
    }

    private static void collect(@Nullable Object value, String pointer, List<String> pointers) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                String child = JsonPointer.child(pointer, (String) key);
                pointers.add(child);
                collect(entry, child, pointers);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), JsonPointer.child(pointer, i), pointers);
            }
        }
    }

    /** A copy of the tree in which the map that holds an entry is changed. */
    private static Object changed(Object tree, String pointer, UnaryOperator<Map<String, Object>> change) {
        return changed(tree, "", JsonPointer.parent(pointer), change);
    }

    private static Object changed(Object value, String at, String target, UnaryOperator<Map<String, Object>> change) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) ->
                    copy.put((String) key, changed(entry, JsonPointer.child(at, (String) key), target, change)));
            return at.equals(target) ? change.apply(copy) : copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                copy.add(changed(list.get(i), JsonPointer.child(at, i), target, change));
            }
            return copy;
        }
        return value;
    }

    private static boolean isFree(String pointer) {
        List<String> tokens = JsonPointer.tokens(pointer);
        return tokens.subList(0, tokens.size() - 1).stream().anyMatch(FREE::contains)
                && !(tokens.size() == 3 && tokens.get(0).equals("inputs"));
    }

    private static String key(String pointer) {
        List<String> tokens = JsonPointer.tokens(pointer);
        return tokens.get(tokens.size() - 1);
    }

    private static List<Problem> problems(String text, Format format) {
        Problems problems = new Problems();
        boolean loaded = Corpus.load(text, format, problems).isPresent();
        assertThat(loaded).as(text).isNotEqualTo(problems.hasErrors());
        return problems.sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRenamedKeyIsUnknownAtItsPlace(Path file) {
        Object tree = tree(file);
        for (String pointer : entries(tree)) {
            Object damaged = changed(tree, pointer, map -> {
                Map<String, Object> renamed = new LinkedHashMap<>();
                map.forEach((key, value) -> renamed.put(key.equals(key(pointer)) ? "x9_" + key : key, value));
                return renamed;
            });
            String text = SourceWriter.yaml(damaged);
            List<Problem> problems = problems(text, Format.YAML);
            if (isFree(pointer)) {
                assertThat(problems).as(text).isEmpty();
                continue;
            }
            if (pointer.equals("/workstack")) {
                assertThat(problems).hasSize(1);
                continue;
            }
            String renamed = JsonPointer.child(JsonPointer.parent(pointer), "x9_" + key(pointer));
            var place =
                    SourceDocument.parse("test", text, Format.YAML).locator().locateKey(renamed);
            assertThat(problems).as(text).anySatisfy(problem -> {
                boolean call = pointer.endsWith("/tool") || pointer.endsWith("/agent");
                assertThat(problem.message())
                        .startsWith(call ? problem.message() : "unknown key 'x9_" + key(pointer) + "'");
                assertThat(problem.location().line()).isEqualTo(place.line());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void anotherTypeIsRefusedAtItsPlaceOrFits(Path file) {
        Object tree = tree(file);
        for (String pointer : entries(tree)) {
            for (Object other : OTHER_TYPES) {
                Object damaged = changed(tree, pointer, map -> {
                    map.put(key(pointer), other);
                    return map;
                });
                String text = SourceWriter.yaml(damaged);
                List<Problem> problems = problems(text, Format.YAML);
                assertThat(problems).as(text).allSatisfy(problem -> {
                    assertThat(problem.location().pointer()).startsWith(pointer);
                    assertThat(problem.location().line()).isPositive();
                });
                if (isFree(pointer) && !pointer.matches("/inputs/[a-z_]+")) {
                    assertThat(problems).as(text).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMissingKeyIsToldAtItsMapOrWasOptional(Path file) {
        Object tree = tree(file);
        for (String pointer : entries(tree)) {
            Object damaged = changed(tree, pointer, map -> {
                map.remove(key(pointer));
                return map;
            });
            String text = SourceWriter.yaml(damaged);
            boolean required = List.of("workstack", "phases", "max_attempts", "tool", "agent")
                            .contains(key(pointer))
                    || key(pointer).equals("id") && pointer.matches("/(phases|finally)/\\d+/id");
            if (required && !isFree(pointer)) {
                assertThat(problems(text, Format.YAML))
                        .as(text)
                        .singleElement()
                        .satisfies(problem ->
                                assertThat(problem.location().pointer()).isEqualTo(JsonPointer.parent(pointer)));
            } else {
                assertThat(problems(text, Format.YAML)).as(text).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDuplicateKeyIsToldAtItsPlace(Path file) {
        Object tree = tree(file);
        String mark = "x9_twice";
        for (String pointer : entries(tree)) {
            String key = key(pointer);
            Object damaged = changed(tree, pointer, map -> {
                map.put(mark, map.get(key));
                return map;
            });
            for (Format format : Format.values()) {
                String text = SourceWriter.write(damaged, format);
                var place = SourceDocument.parse("test", text, format)
                        .locator()
                        .locateKey(JsonPointer.child(JsonPointer.parent(pointer), mark));
                String twice = text.replace(mark, format == Format.YAML ? "\"" + key + "\"" : key);
                assertThat(problems(twice, format)).as(twice).singleElement().satisfies(problem -> {
                    assertThat(problem.message()).startsWith("duplicate key '" + key + "', first on line ");
                    assertThat(problem.location().line()).isEqualTo(place.line());
                    assertThat(problem.location().column()).isEqualTo(place.column());
                    assertThat(problem.location().pointer()).isEqualTo(pointer);
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void damagedTextIsReadOrRefusedWithoutAnException(Path file) {
        String good = Corpus.text(file);
        String marks = "\t\n :-?[]{}#&*!|>'\"%@`,\\0~.$<\ud83d\ude00";
        Random random = new Random(good.hashCode());
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, marks.charAt(random.nextInt(marks.length())));
                } else {
                    text.deleteCharAt(at);
                }
            }
            assertThat(problems(text.toString(), Corpus.format(file)))
                    .allSatisfy(problem -> assertThat(problem.location().line()).isPositive());
        }
    }

    @Test
    void whatWasRefusedInsideOfArgumentsIsToldOnce() {
        String text = "workstack: w\nphases:\n  - id: a\n    args: {x: {y: [1, *z]}}\n    timeout: 012\n";
        assertThat(problems(text, Format.YAML)).hasSize(2);
    }
}
