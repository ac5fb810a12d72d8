package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Parameter;
import io.opdbus.core.schema.SchemaCheck;
import io.opdbus.core.source.JsonPointer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments that are written: which of them a call gets, and whether the callee takes them. */
final class ArgumentRules {

    private final Report report;
    private final boolean literal;
    private final IdentityHashMap<Parameter, Optional<SchemaCheck>> checks = new IdentityHashMap<>();

    /**
     * Rules for one definition.
     *
     * @param literal whether <code>${…}</code> in arguments means nothing, because they do not come from a definition
     */
    ArgumentRules(Report report, boolean literal) {
        this.report = report;
        this.literal = literal;
    }

    /** What is written for a call: its own arguments, and for an agent those of the phase that it takes. */
    static Map<String, @Nullable Object> written(StepDraft step) {
        Map<String, @Nullable Object> ofPhase = step.unit.phase.args();
        if (step.isTool() || step.undo || ofPhase.isEmpty()) {
            return step.step.args();
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        ofPhase.forEach((name, value) -> {
            if (step.callee == null || step.callee.signature().accepts(name)) {
                all.put(name, value);
            }
        });
        all.putAll(step.step.args());
        return Collections.unmodifiableMap(all);
    }

    /** The JSON Pointer of an argument, or of something in it. */
    static String pointer(StepDraft step, String inner) {
        int end = inner.indexOf('/', 1);
        String name = JsonPointer.tokens(end < 0 ? inner : inner.substring(0, end)).stream()
                .findFirst()
                .orElse("");
        boolean own =
                step.step.args().containsKey(name) || !step.unit.phase.args().containsKey(name);
        return (own ? step.pointer() : step.unit.pointer()) + "/args" + inner;
    }

    /** Arguments that the callee does not take, and values that cannot fit. */
    void check(StepDraft step, Map<String, @Nullable Object> written) {
        Callee callee = step.callee;
        if (callee == null || !callee.signature().known()) {
            return;
        }
        Signature signature = callee.signature();
        written.forEach((name, value) -> {
            String pointer = pointer(step, JsonPointer.child("", name));
            Parameter parameter = signature.parameters().get(name);
            if (parameter == null && signature.closed()) {
                report.unknown(
                        ErrorCode.INVALID_ARGUMENTS,
                        report.atKey(pointer),
                        callee.title() + " takes no argument '" + name + "'; it takes "
                                + Texts.list(signature.parameters().keySet()),
                        name,
                        signature.parameters().keySet());
            } else if (parameter != null && (literal || Templates.isPlain(value))) {
                checkValue(callee, parameter, value, report.at(pointer));
            }
        });
    }

    private void checkValue(Callee callee, Parameter parameter, @Nullable Object value, Location location) {
        checks.computeIfAbsent(parameter, ArgumentRules::ready).ifPresent(check -> {
            if (!check.accepts(value)) {
                check.mismatches(value)
                        .forEach(mismatch -> report.error(
                                ErrorCode.INVALID_ARGUMENTS,
                                location,
                                mismatch.path().isEmpty()
                                        ? callee.title() + ": argument '" + parameter.name() + "' " + mismatch.what()
                                        : callee.title() + ": in argument '" + parameter.name() + "', '"
                                                + mismatch.path() + "' " + mismatch.what()));
            }
        });
    }

    /** A schema that cannot be used is the callee's own problem, told where it is registered or called. */
    private static Optional<SchemaCheck> ready(Parameter parameter) {
        try {
            return Optional.of(SchemaCheck.of(parameter.schema()));
        } catch (OpdbusException unusable) {
            return Optional.empty();
        }
    }

    /** Arguments that the callee needs and nothing gives. */
    void tellMissing(StepDraft step, Callee callee, List<String> missing, String advice) {
        if (!missing.isEmpty()) {
            report.error(
                    ErrorCode.INVALID_ARGUMENTS,
                    report.at(step.pointer() + "/args"),
                    callee.title() + " needs " + (missing.size() == 1 ? "argument '" : "arguments '")
                            + String.join("', '", missing) + "'" + advice);
        }
    }

    /** Arguments of a phase that none of its agents takes. */
    void checkPhase(UnitDraft unit) {
        for (String name : unit.phase.args().keySet()) {
            boolean taken = unit.agents.stream()
                    .anyMatch(step ->
                            step.callee == null || step.callee.signature().accepts(name));
            if (!taken) {
                report.error(
                        ErrorCode.INVALID_ARGUMENTS,
                        report.atKey(unit.pointer() + "/args" + JsonPointer.child("", name)),
                        unit.agents.isEmpty()
                                ? "the args of a phase are for its agents, and it has none; give them to its tools"
                                : "no agent of the phase takes an argument '" + name + "'");
            }
        }
    }
}
