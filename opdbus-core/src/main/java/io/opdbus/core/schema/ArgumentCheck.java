package io.opdbus.core.schema;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Parameter;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.value.Arguments;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The declared parameters of a tool or an operation, made ready once: fills in defaults and checks the arguments of each
 * call. Safe for use by several threads.
 */
public final class ArgumentCheck {

    private final SchemaCheck check;
    private final Parameter[] defaults;

    private ArgumentCheck(SchemaCheck check, Parameter[] defaults) {
        this.check = check;
        this.defaults = defaults;
    }

    /**
     * Makes a declaration ready.
     *
     * @param parameters the declaration
     * @return the check
     * @throws OpdbusException with {@link ErrorCode#INVALID_ARGUMENT} if its JSON Schema cannot be used, or a default does
     *     not fit its own schema
     */
    public static ArgumentCheck of(Parameters parameters) {
        List<Parameter> defaults =
                parameters.list().stream().filter(Parameter::hasDefault).toList();
        defaults.forEach(ArgumentCheck::checkDefault);
        return new ArgumentCheck(SchemaCheck.of(parameters.schema()), defaults.toArray(Parameter[]::new));
    }

    /**
     * The arguments as the callee shall see them.
     *
     * @param callee who is called, for the error: {@code tool 'greet'}
     * @param given the arguments as given
     * @return the same with defaults filled in; the very same where none was missing
     * @throws OpdbusException with {@link ErrorCode#INVALID_ARGUMENTS} that lists everything that does not fit
     */
    public Arguments apply(String callee, Arguments given) {
        Arguments complete = withDefaults(given);
        if (check.accepts(complete.asMap())) {
            return complete;
        }
        throw refusal(callee, check.mismatches(complete.asMap()));
    }

    /**
     * What is wrong with arguments, without making a call.
     *
     * @param given the arguments as given
     * @return everything that does not fit, after defaults were filled in; empty if the call would be made
     */
    public List<Mismatch> mismatches(Arguments given) {
        return check.mismatches(withDefaults(given).asMap());
    }

    private Arguments withDefaults(Arguments given) {
        Map<String, @Nullable Object> filled = null;
        for (Parameter parameter : defaults) {
            if (!given.has(parameter.name())) {
                if (filled == null) {
                    filled = new LinkedHashMap<>(given.asMap());
                }
                filled.put(parameter.name(), parameter.schema().get("default"));
            }
        }
        return filled == null ? given : Arguments.of(Collections.unmodifiableMap(filled));
    }

    private static OpdbusException refusal(String callee, List<Mismatch> mismatches) {
        List<String> texts = mismatches.stream()
                .map(mismatch -> mismatch.text("argument", "the arguments"))
                .toList();
        return new OpdbusException(new ErrorInfo(
                ErrorCode.INVALID_ARGUMENTS,
                texts.stream().collect(Collectors.joining("; ", callee + ": ", "")),
                false,
                Map.of("problems", texts)));
    }

    /** A default with references to elsewhere in the schema is only checked when it is used. */
    private static void checkDefault(Parameter parameter) {
        SimpleSchema.compile(parameter.schema()).ifPresent(schema -> {
            List<Mismatch> wrong = schema.mismatches(parameter.schema().get("default"));
            if (!wrong.isEmpty()) {
                throw new OpdbusException(
                        ErrorCode.INVALID_ARGUMENT,
                        "the default of parameter '" + parameter.name() + "' does not fit its own schema: "
                                + wrong.get(0).text("its part", "it"));
            }
        });
    }
}
