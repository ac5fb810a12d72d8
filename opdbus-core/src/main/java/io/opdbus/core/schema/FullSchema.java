package io.opdbus.core.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any JSON Schema, checked by a full validator. Nothing is fetched from elsewhere. */
final class FullSchema extends SchemaCheck {

    private final Schema schema;
    private final Collection<String> declared;

    private FullSchema(Schema schema, Collection<String> declared) {
        this.schema = schema;
        this.declared = declared;
    }

    static FullSchema compile(Map<String, ? extends @Nullable Object> source) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                    .getSchema(JsonNodes.of(source));
            schema.initializeValidators();
            Collection<String> declared = source.get("properties") instanceof Map<?, ?> properties
                    ? properties.keySet().stream().map(String::valueOf).toList()
                    : List.of();
            return new FullSchema(schema, declared);
        } catch (OpdbusException known) {
            throw known;
        } catch (RuntimeException unusable) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENT, "the JSON Schema cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public boolean accepts(@Nullable Object value) {
        return schema.validate(JsonNodes.of(value)).isEmpty();
    }

    @Override
    public List<Mismatch> mismatches(@Nullable Object value) {
        return schema.validate(JsonNodes.of(value)).stream()
                .limit(MAX_MISMATCHES)
                .map(this::mismatch)
                .toList();
    }

    private Mismatch mismatch(Error error) {
        String path = path(error.getInstanceLocation());
        String property = error.getProperty();
        if (property != null && "required".equals(error.getKeyword())) {
            return new Mismatch(Mismatch.child(path, property), "is missing");
        }
        if (property != null && "additionalProperties".equals(error.getKeyword())) {
            String what = path.isEmpty() ? SimpleSchema.unknown(property, declared) : "is unknown";
            return new Mismatch(Mismatch.child(path, property), what);
        }
        Object[] facts = error.getArguments();
        if ("type".equals(error.getKeyword()) && facts != null && facts.length == 2) {
            return new Mismatch(path, "must be of type " + facts[1] + ", is of type " + facts[0]);
        }
        return new Mismatch(path, error.getMessage());
    }

    private static String path(NodePath location) {
        String path = "";
        for (int i = 0; i < location.getNameCount(); i++) {
            path = location.getElement(i) instanceof Integer index
                    ? Mismatch.element(path, index)
                    : Mismatch.child(path, location.getName(i));
        }
        return path;
    }
}
