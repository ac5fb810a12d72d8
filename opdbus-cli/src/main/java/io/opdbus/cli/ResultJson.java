package io.opdbus.cli;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.UnitResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document that {@code --json} prints. */
final class ResultJson {

    private ResultJson() {}

    static Map<String, @Nullable Object> of(RunResult result) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run_id", result.runId());
        json.put("kind", result.kind());
        json.put("id", result.id());
        json.put("status", result.status().name());
        json.put("outputs", result.outputs());
        json.put("units", result.units().stream().map(ResultJson::unit).toList());
        json.put(
                "rollback", result.rollback().stream().map(ResultJson::rollback).toList());
        json.put("error", result.error().map(ResultJson::error).orElse(null));
        return json;
    }

    /** The same shape for what could not be started: it has no run id, no units and one error. */
    static Map<String, @Nullable Object> notStarted(String kind, String id, ErrorInfo error) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run_id", null);
        json.put("kind", kind);
        json.put("id", id);
        json.put("status", "FAILED");
        json.put("outputs", Map.of());
        json.put("units", List.of());
        json.put("rollback", List.of());
        json.put("error", error(error));
        return json;
    }

    static Map<String, @Nullable Object> error(ErrorInfo error) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", error.code().value());
        json.put("message", error.message());
        return json;
    }

    private static Map<String, @Nullable Object> unit(UnitResult unit) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", unit.id());
        json.put("status", unit.status().name());
        json.put("reason", unit.reason());
        json.put("attempts", (long) unit.attempts());
        json.put("started_at", unit.startedAt().map(Instant::toString).orElse(null));
        json.put("duration_ms", unit.duration().toMillis());
        json.put("results", unit.results());
        return json;
    }

    private static Map<String, @Nullable Object> rollback(RollbackStep step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("unit", step.unit());
        json.put("step", step.step());
        json.put("outcome", step.outcome().name());
        json.put("error", step.error().map(ResultJson::error).orElse(null));
        return json;
    }
}
