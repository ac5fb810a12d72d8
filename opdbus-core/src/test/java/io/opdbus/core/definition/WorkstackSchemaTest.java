package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.opdbus.core.source.CanonicalJson;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON Schema and the reader agree. */
class WorkstackSchemaTest {

    private static final String TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);
    /** What a schema of this kind cannot say: how two values go together. */
    private static final Set<String> BEYOND_A_SCHEMA =
            Set.of("input_required_with_default.yaml", "timeout_is_too_long.yaml");

    private static String text() {
        try (InputStream stream = WorkstackReader.class.getResourceAsStream("workstack.schema.json")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isValid(Object tree) {
        return SCHEMA.validate(CanonicalJson.write(tree), InputFormat.JSON).isEmpty();
    }

    static List<Path> good() {
        return Corpus.good();
    }

    static List<Path> bad() {
        return Corpus.bad().stream()
                .filter(file -> SourceDocument.read(file).problems().isEmpty())
                .filter(file -> !BEYOND_A_SCHEMA.contains(String.valueOf(file.getFileName())))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyKeyOfTheReaderIsInTheSchemaAndTheOtherWayRound(Shape shape) {
        Map<?, ?> schema =
                (Map<?, ?>) SourceDocument.parse("schema", TEXT, Format.JSON).root();
        Map<?, ?> definitions = (Map<?, ?>) schema.get("$defs");
        Map<?, ?> definition = switch (shape) {
            case WORKSTACK -> schema;
            case PHASE -> (Map<?, ?>) definitions.get("phase");
            case TOOL_CALL -> (Map<?, ?>) definitions.get("toolCall");
            case AGENT_CALL -> (Map<?, ?>) definitions.get("agentCall");
            case INPUT -> (Map<?, ?>) definitions.get("input");
            case RETRY -> (Map<?, ?>) definitions.get("retryPolicy");
        };
        Map<?, ?> properties = (Map<?, ?>) definition.get("properties");
        assertThat(properties.keySet().stream().map(String::valueOf).toList())
                .containsExactlyInAnyOrderElementsOf(shape.keys());
        assertThat(definition.get("additionalProperties")).isEqualTo(false);
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodDefinitionsAreValid(Path file) {
        assertThat(SCHEMA.validate(CanonicalJson.write(SourceDocument.read(file).root()), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badShapesAreNot(Path file) {
        assertThat(isValid(SourceDocument.read(file).root())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "30s, true", "10m, true", "1h30m, true", "250ms, true", "PT30S, true", "P1D, true", "1.5s, true", "30, true",
        "0.25, true", "3650d, true", "'', false", "30 s, false", "30m1h, false", "soon, false", "PT, false", "P, false",
        "-5s, false", "0s, false", "0, false", "PT0S, false", "1.5h, false"
    })
    void theSchemaReadsDurationsAsTheReaderDoes(String duration, boolean good) {
        Map<String, Object> tree = Map.of("workstack", "w", "timeout", duration, "phases", List.of(Map.of("id", "a")));
        Problems problems = new Problems();
        Corpus.load(CanonicalJson.write(tree), Format.JSON, problems);
        assertThat(problems.isEmpty()).isEqualTo(good);
        assertThat(isValid(tree)).isEqualTo(good);
    }

    @Test
    void theSchemaIsOneItself() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}", InputFormat.JSON);
        assertThat(meta.validate(TEXT, InputFormat.JSON)).isEmpty();
    }
}
