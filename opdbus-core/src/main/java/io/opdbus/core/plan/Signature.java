package io.opdbus.core.plan;

import io.opdbus.api.schema.Parameter;
import io.opdbus.api.schema.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tool or operation takes, by name.
 *
 * @param known whether it tells what it takes
 * @param closed whether it refuses what it does not tell
 * @param parameters the declared parameters in their order
 * @param required the parameters that a call must give
 */
record Signature(boolean known, boolean closed, Map<String, Parameter> parameters, List<String> required) {

    static final Signature UNKNOWN = new Signature(false, false, Map.of(), List.of());

    static Signature of(Optional<Parameters> declared) {
        return declared.map(Signature::of).orElse(UNKNOWN);
    }

    static Signature of(Parameters declared) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        declared.list().forEach(parameter -> parameters.put(parameter.name(), parameter));
        boolean closed = Boolean.FALSE.equals(declared.schema().get("additionalProperties"))
                && !declared.schema().containsKey("patternProperties");
        List<String> required = declared.list().stream()
                .filter(parameter -> parameter.required() && !parameter.hasDefault())
                .map(Parameter::name)
                .toList();
        return new Signature(true, closed, parameters, required);
    }

    /** Whether a call may give an argument of that name. */
    boolean accepts(String argument) {
        return !closed || parameters.containsKey(argument);
    }
}
