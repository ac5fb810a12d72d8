package io.opdbus.core.plan;

import io.opdbus.api.schema.Parameter;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.InputType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds the declared parameters of operations that are not written to values of their names (R7). */
final class ArgumentBinding {

    private final NameTable names;
    private final References references;
    private final Variables variables;
    private final ArgumentRules rules;
    private final Report report;

    ArgumentBinding(NameTable names, References references, Variables variables, ArgumentRules rules, Report report) {
        this.names = names;
        this.references = references;
        this.variables = variables;
        this.rules = rules;
        this.report = report;
    }

    /**
     * Binds what is not written.
     *
     * @return where each bound value comes from, by argument
     */
    Map<String, String> bind(StepDraft step, Callee callee, Map<String, @Nullable Object> written) {
        Signature signature = callee.signature();
        if (step.isTool() || !signature.known()) {
            rules.tellMissing(step, callee, absent(signature, written), "; write it in args");
            return Map.of();
        }
        Binder binder = new Binder(step, callee);
        for (Parameter parameter : signature.parameters().values()) {
            if (!written.containsKey(parameter.name())) {
                binder.bind(parameter, signature.required().contains(parameter.name()));
            }
        }
        binder.tellMissing();
        step.bindings = List.copyOf(binder.bindings);
        return binder.sources;
    }

    private static List<String> absent(Signature signature, Map<String, @Nullable Object> written) {
        return signature.required().stream()
                .filter(name -> !written.containsKey(name))
                .toList();
    }

    /** The bindings of one step. */
    private final class Binder {

        private final StepDraft step;
        private final Callee callee;
        private final Viewpoint from;
        private final List<PlanStep.Binding> bindings = new ArrayList<>();
        private final Map<String, String> sources = new LinkedHashMap<>();
        private final List<String> missing = new ArrayList<>();
        private String advice = "";

        Binder(StepDraft step, Callee callee) {
            this.step = step;
            this.callee = callee;
            this.from = Viewpoint.step(step);
        }

        void bind(Parameter parameter, boolean required) {
            String name = parameter.name();
            NameTable.Meaning meaning = names.find(name);
            boolean bound =
                    name.equals("previous") ? bindPrevious() : meaning != null && bind(parameter, meaning, required);
            if (!bound && required) {
                missing.add(name);
            }
        }

        private boolean bind(Parameter parameter, NameTable.Meaning meaning, boolean required) {
            String name = parameter.name();
            if (meaning instanceof NameTable.Stored stored) {
                Sight sight = references.sight(stored, from);
                if (sight.isHidden()) {
                    advice = "; the stored result '" + name + "' cannot be bound: " + sight.why();
                    return false;
                }
                uncertain(name, required && !sight.isSure(), sight.why());
                return add(name, stored.slot(), "store_as " + name);
            }
            if (meaning instanceof NameTable.Variable variable) {
                return !variables.isSecret(name) && add(name, variable.slot(), "variable " + name);
            }
            if (meaning instanceof NameTable.Declared input) {
                if (input.input().secret()) {
                    advice = "; secret inputs are not bound by name, so write it out: ${" + name + "}";
                    return false;
                }
                uncertain(name, required && input.mayBeAbsent(), "input '" + name + "' may be left out");
                checkType(parameter, input.input().type());
                return add(name, input.slot(), "input " + name);
            }
            return add(name, required ? names.foundInput(name, true) : meaning.slot(), "input " + name);
        }

        private boolean bindPrevious() {
            boolean piped = !step.undo && step.unit.phase.coordination() == Coordination.PIPELINE && step.position > 0;
            if (!piped) {
                return false;
            }
            StepDraft before = step.unit.agents.get(step.position - 1);
            return add("previous", names.resultSlot(before), "result of " + before.id);
        }

        private boolean add(String name, int slot, String source) {
            bindings.add(new PlanStep.Binding(name, slot));
            sources.put(name, source);
            return true;
        }

        private void uncertain(String name, boolean problem, String why) {
            if (problem) {
                report.error(
                        report.at(step.pointer()),
                        callee.title() + " needs argument '" + name + "', and what is bound to it may have no value: "
                                + why + "; write it in args with a fallback, as in ${" + name + " ?? 'none'}");
            }
        }

        private void checkType(Parameter parameter, InputType type) {
            String wanted = parameter.type().orElse("");
            String given = InputValues.name(type);
            boolean fits = wanted.isEmpty()
                    || type == InputType.ANY
                    || wanted.equals(given)
                    || type == InputType.INTEGER && wanted.equals("number")
                    || type == InputType.NUMBER && wanted.equals("integer");
            if (!fits) {
                report.error(
                        report.at(step.pointer()),
                        callee.title() + " takes '" + parameter.name() + "' as " + wanted
                                + ", and the input of that name,"
                                + " which is bound to it, is declared as " + given
                                + "; write the argument, or rename the"
                                + " input");
            }
        }

        void tellMissing() {
            String usual = missing.size() == 1
                    ? "; write it in args, or declare an input or variable of that name"
                    : "; write them in args, or declare inputs or variables of those names";
            rules.tellMissing(step, callee, missing, advice.isEmpty() ? usual : advice);
        }
    }
}
