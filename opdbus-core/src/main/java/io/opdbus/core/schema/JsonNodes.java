package io.opdbus.core.schema;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON-like values as the validator's trees. The trees hold the text of secrets: they are never shown. */
final class JsonNodes {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return FACTORY.nullNode();
        }
        if (value instanceof String text) {
            return FACTORY.stringNode(text);
        }
        if (value instanceof Secret secret) {
            return FACTORY.stringNode(secret.reveal());
        }
        if (value instanceof Boolean flag) {
            return FACTORY.booleanNode(flag);
        }
        if (value instanceof Number number) {
            return of(number);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = FACTORY.objectNode();
            map.forEach((key, element) -> node.set(String.valueOf(key), of(element)));
            return node;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = FACTORY.arrayNode(list.size());
            list.forEach(element -> node.add(of(element)));
            return node;
        }
        throw new OpdbusException(
                ErrorCode.INVALID_ARGUMENT, "a " + value.getClass().getName() + " is not a JSON-like value");
    }

    private static JsonNode of(Number number) {
        if (number instanceof Long || number instanceof Integer) {
            return FACTORY.numberNode(number.longValue());
        }
        if (number instanceof BigInteger big) {
            return FACTORY.numberNode(big);
        }
        if (number instanceof BigDecimal big) {
            return FACTORY.numberNode(big);
        }
        return FACTORY.numberNode(number.doubleValue());
    }
}
