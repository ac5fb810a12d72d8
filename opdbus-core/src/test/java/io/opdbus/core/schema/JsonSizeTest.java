package io.opdbus.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonSizeTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    @DisplayName("R19: the size is that of the JSON text")
    void countsWhatIsWritten() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Object value = value(random, 3);
            long written = MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;
            assertThat(JsonSize.of(value)).as("%s", value).isEqualTo(written);
            assertThat(JsonSize.exceeds(value, written)).isFalse();
            assertThat(JsonSize.exceeds(value, written - 1)).as("%s", value).isTrue();
        }
    }

    @Test
    void countsASecretByItsText() {
        assertThat(JsonSize.of(Secret.of("abc"))).isEqualTo(5);
    }

    @Test
    @DisplayName("R19: counting ends where the limit is")
    void stopsEarly() {
        BigInteger huge = BigInteger.ONE.shiftLeft(50_000_000);
        assertThat(JsonSize.exceeds(List.of(huge, huge), 1_000)).isTrue();
        assertThat(JsonSize.exceeds("x".repeat(2_000_000), 1_000_000)).isTrue();
        List<Object> many = java.util.Collections.nCopies(Integer.MAX_VALUE / 2, "x");
        assertThat(JsonSize.exceeds(many, 1_000)).isTrue();
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> random.nextGaussian() * 1e10;
            case 4 -> new BigInteger(200, random);
            case 5 -> new BigDecimal(new BigInteger(60, random), random.nextInt(5));
            case 6 -> text(random);
            case 7 -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "\n";
                        case 1 -> "\"\\";
                        case 2 -> "\u0001";
                        case 3 -> "\u00e9\u20ac";
                        case 4 -> "\ud83d\ude00";
                        default -> "plain";
                    });
        }
        return text.toString();
    }
}
