package io.opdbus.core.expression;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression in its string: turns failures into exceptions that name it.
 *
 * @param node what is evaluated
 * @param source the expression with its <code>${</code> and <code>}</code>
 * @param pointer the JSON Pointer of the string
 */
record Embedded(Node node, String source, String pointer) {

    private static final int SOURCE_SHOWN = 200;

    @Nullable Object value(Evaluation evaluation) {
        try {
            return node.value(evaluation);
        } catch (EvaluationFailure failure) {
            throw failure(failure);
        }
    }

    /** The value, or {@link Scope#MISSING} if a reference in it resolves to nothing. */
    @Nullable Object valueOrMissing(Evaluation evaluation) {
        try {
            return node.value(evaluation);
        } catch (MissingFailure missing) {
            return Scope.MISSING;
        } catch (EvaluationFailure failure) {
            throw failure(failure);
        }
    }

    void write(TextWriter writer, Evaluation evaluation) {
        try {
            writer.value(node.value(evaluation));
        } catch (EvaluationFailure failure) {
            throw failure(failure);
        }
    }

    private OpdbusException failure(EvaluationFailure failure) {
        return failure(
                source,
                pointer,
                failure.text(),
                failure instanceof MissingFailure missing ? missing.reference() : null);
    }

    static OpdbusException failure(String source, String pointer, String message, @Nullable String reference) {
        String shown = source.length() <= SOURCE_SHOWN ? source : source.substring(0, SOURCE_SHOWN) + "…";
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("expression", shown);
        details.put("pointer", pointer);
        if (reference != null) {
            details.put("reference", reference);
        }
        String where = pointer.isEmpty() ? "" : " at " + pointer;
        return new OpdbusException(new ErrorInfo(
                ErrorCode.EXPRESSION_FAILED, "cannot evaluate " + shown + where + ": " + message, false, details));
    }
}
