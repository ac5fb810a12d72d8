package io.opdbus.core.plan;

import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.JsonPointer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of a workstack: those that it declares, or those that are found in its references. */
final class Inputs {

    private static final EnumSet<InputType> NOT_SECRET =
            EnumSet.of(InputType.BOOLEAN, InputType.INTEGER, InputType.NUMBER);

    private Inputs() {}

    static void check(Workstack workstack, Report report) {
        workstack.inputs().orElse(Map.of()).forEach((name, input) -> check(name, input, report));
    }

    private static void check(String name, Input input, Report report) {
        String pointer = JsonPointer.of("inputs", name);
        if (input.secret() && NOT_SECRET.contains(input.type())) {
            report.error(
                    report.atKey(pointer + "/secret"),
                    "secret input '" + name + "' is of type " + InputValues.name(input.type())
                            + ", and only texts can be kept secret; declare it as a string");
        }
        if (input.secret() && input.defaultValue().isPresent()) {
            report.warning(
                    report.atKey(pointer + "/default"),
                    "everybody who reads the definition reads the default of secret input '" + name + "'; remove it");
        }
        Optional<String> wrong = input.defaultValue().flatMap(value -> InputValues.whyNot(input.type(), value));
        wrong.ifPresent(why -> report.error(pointer + "/default", "the default of input '" + name + "' " + why));
    }

    static List<PlanInput> plan(Workstack workstack, NameTable names) {
        List<PlanInput> inputs = new ArrayList<>();
        workstack.inputs().orElse(Map.of()).forEach((name, input) -> {
            NameTable.Meaning meaning = names.find(name);
            if (meaning != null) {
                inputs.add(new PlanInput(name, meaning.slot(), input));
            }
        });
        names.found()
                .forEach((name, found) -> inputs.add(
                        new PlanInput(name, found.slot(), found.required ? Input.REQUIRED : Input.OPTIONAL)));
        return inputs;
    }
}
