package com.example.opdbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opdbus.core.OrchestratedExecutor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordCountToolTest {

    @Test
    void isFoundAndCounts() {
        try (OrchestratedExecutor executor =
                OrchestratedExecutor.builder().discoverPlugins().build()) {
            Object result = executor.run("word_count", Map.of("text", "one two  three"))
                    .orElseThrow()
                    .outputs()
                    .get("result");
            assertEquals(Map.of("words", 3L), result);
        }
    }
}
