package io.opdbus.core.engine;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.value.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the texts of a run's secrets out of whatever is shown (R18), also where they were woven into other text. Safe for use by
 * several threads. Costs nothing while the run has no secret.
 */
final class Masker implements Consumer<Secret> {

    private final CopyOnWriteArrayList<String> texts = new CopyOnWriteArrayList<>();

    /** Learns a secret. */
    @Override
    public void accept(Secret secret) {
        String text = secret.reveal();
        if (!text.isEmpty() && texts.addIfAbsent(text)) {
            // Longer ones first: a secret may contain another.
            texts.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    /** Learns every secret in a value. */
    void learn(@Nullable Object value) {
        if (value instanceof Secret secret) {
            accept(secret);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::learn);
        } else if (value instanceof List<?> list) {
            list.forEach(this::learn);
        }
    }

    boolean idle() {
        return texts.isEmpty();
    }

    String mask(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, Secret.MASK);
        }
        return masked;
    }

    @Nullable Object mask(@Nullable Object value) {
        if (idle()) {
            return value;
        }
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof Secret) {
            return Secret.MASK;
        }
        if (value instanceof Map<?, ?> map) {
            return maskMap(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>(list.size());
            list.forEach(element -> masked.add(mask(element)));
            return masked;
        }
        return value;
    }

    Map<String, @Nullable Object> maskMap(Map<?, ?> map) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        map.forEach((key, value) -> masked.put(mask((String) key), mask(value)));
        return masked;
    }

    @Nullable ErrorInfo mask(@Nullable ErrorInfo error) {
        return error == null || idle() ? error : masked(error);
    }

    /** The event as it may be shown: a secret stays a reference, a text that one was woven into is masked. */
    RunEvent mask(RunEvent event) {
        if (event instanceof RunEvent.StepStarted fact) {
            return new RunEvent.StepStarted(
                    fact.sequence(), fact.atMicros(), fact.step(), fact.attempt(), maskMap(fact.arguments()));
        }
        if (event instanceof RunEvent.StepSucceeded fact) {
            return new RunEvent.StepSucceeded(
                    fact.sequence(), fact.atMicros(), fact.step(), fact.attempt(), mask(fact.value()));
        }
        if (event instanceof RunEvent.StepFailed fact) {
            return new RunEvent.StepFailed(
                    fact.sequence(), fact.atMicros(), fact.step(), fact.attempt(), masked(fact.error()), fact.ran());
        }
        if (event instanceof RunEvent.UnitDecided fact) {
            return new RunEvent.UnitDecided(
                    fact.sequence(), fact.atMicros(), fact.unit(), fact.decision(), fact.items(), mask(fact.error()));
        }
        if (event instanceof RunEvent.OutputsRendered fact) {
            return new RunEvent.OutputsRendered(
                    fact.sequence(), fact.atMicros(), maskMap(fact.outputs()), mask(fact.error()));
        }
        return event;
    }

    private ErrorInfo masked(ErrorInfo error) {
        return new ErrorInfo(error.code(), mask(error.message()), error.retryable(), maskMap(error.details()));
    }

    Chunk mask(Chunk chunk) {
        return idle() ? chunk : new Chunk(chunk.kind(), mask(chunk.content()));
    }
}
