package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.value.Secret;
import io.opdbus.api.value.Values;
import io.opdbus.api.workstack.Input;
import io.opdbus.core.expression.Scope;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.text.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the values that a run of a plan starts with: its inputs, checked, and its variables. */
public final class InputBinder {

    private final Plan plan;
    private final @Nullable Object[] slots;
    private final List<Problem> problems = new ArrayList<>();

    private InputBinder(Plan plan) {
        this.plan = plan;
        this.slots = new @Nullable Object[plan.slots().size()];
        Arrays.fill(slots, Scope.MISSING);
    }

    /**
     * Binds inputs and sets variables.
     *
     * @param plan what is to be run
     * @param given the inputs by name; JSON-like values, or what {@link Values#of} turns into them
     * @param runId the run's id, which variables may refer to
     * @return a value for each slot of the plan: inputs (secret ones as {@link Secret}), variables and {@code run} are
     *     set; everything else, and an input that was left out, is {@link Scope#MISSING}
     * @throws InvalidDefinitionException with {@link ErrorCode#INVALID_INPUT} and all problems together, if an input is
     *     unknown, missing or of another type
     * @throws OpdbusException with {@link ErrorCode#EXPRESSION_FAILED} that names the variable, if one cannot be set
     */
    public static @Nullable Object[] bind(Plan plan, Map<String, ?> given, String runId) {
        InputBinder binder = new InputBinder(plan);
        binder.slots[plan.runSlot()] = Map.of("id", runId);
        binder.bindInputs(given);
        for (PlanVariable variable : plan.variables()) {
            binder.set(variable);
        }
        return binder.slots;
    }

    private void bindInputs(Map<String, ?> given) {
        Set<String> known = new HashSet<>();
        for (PlanInput input : plan.inputs()) {
            known.add(input.name());
            if (given.containsKey(input.name())) {
                take(input, given.get(input.name()));
            } else {
                leaveOut(input);
            }
        }
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                String message = known.isEmpty()
                        ? "there is no input '" + name + "'; " + plan.kind() + " '" + plan.id() + "' takes none"
                        : "there is no input '" + name + "'; there are " + Texts.list(names());
                tell(name, message, Suggestions.nearest(name, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException(ErrorCode.INVALID_INPUT, problems);
        }
    }

    private List<String> names() {
        return plan.inputs().stream().map(PlanInput::name).toList();
    }

    private void take(PlanInput planned, @Nullable Object given) {
        Input input = planned.input();
        Object value;
        try {
            value = Values.of(given);
        } catch (OpdbusException unusable) {
            tell(
                    planned.name(),
                    "input '" + planned.name() + "': " + unusable.error().message(),
                    Optional.empty());
            return;
        }
        Optional<String> wrong = InputValues.whyNot(input.type(), value);
        if (wrong.isPresent()) {
            tell(planned.name(), "input '" + planned.name() + "' " + wrong.get(), Optional.empty());
            return;
        }
        set(planned, value);
    }

    private void leaveOut(PlanInput planned) {
        Input input = planned.input();
        if (input.defaultValue().isPresent()) {
            set(planned, input.defaultValue().get());
        } else if (input.required()) {
            String meaning = input.description().isEmpty() ? "" : " (" + input.description() + ")";
            tell(planned.name(), "input '" + planned.name() + "'" + meaning + " is missing; give it", Optional.empty());
        }
    }

    private void set(PlanInput planned, @Nullable Object value) {
        Object converted = InputValues.convert(planned.input().type(), value);
        slots[planned.slot()] = planned.input().secret() ? InputValues.conceal(converted) : converted;
    }

    /** What a secret has become a part of is a secret too (R18). */
    private void set(PlanVariable variable) {
        boolean[] secret = new boolean[1];
        try {
            Object value = variable.value().render(slot -> slots[slot], used -> secret[0] = true);
            slots[variable.slot()] = secret[0] ? InputValues.concealTexts(value) : value;
        } catch (OpdbusException failed) {
            ErrorInfo error = failed.error();
            throw new OpdbusException(
                    new ErrorInfo(
                            error.code(),
                            "variable '" + variable.name() + "': " + error.message(),
                            error.retryable(),
                            error.details()),
                    failed);
        }
    }

    private void tell(String input, String message, Optional<String> suggestion) {
        Location location = new Location(
                "inputs of " + plan.kind() + " '" + plan.id() + "'", 0, 0, JsonPointer.child(JsonPointer.ROOT, input));
        problems.add(Problem.error(ErrorCode.INVALID_INPUT, location, message).withSuggestion(suggestion));
    }
}
