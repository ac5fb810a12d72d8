package io.opdbus.core.run;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of one step that was to be undone (R14).
 *
 * @param unit the unit's number
 * @param step the number of the step that was to be undone; -1 for the unit as a whole
 * @param undoStep the number of the step that undid it; -1 where nothing was called
 * @param outcome what became of it
 * @param error why it is not undone; null where there is no error
 */
public record RollbackEntry(
        int unit,
        int step,
        int undoStep,
        RollbackOutcome outcome,
        @Nullable ErrorInfo error) {}
