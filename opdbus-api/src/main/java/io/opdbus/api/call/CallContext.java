package io.opdbus.api.call;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.skill.ActiveSkill;
import java.util.List;

/** What every call of a tool or an agent knows about itself. Safe for use by several threads. */
public interface CallContext {

    /**
     * The run that the call belongs to.
     *
     * @return its id; for a single call outside a run, the id of that call
     */
    String runId();

    /**
     * The step that the call belongs to.
     *
     * @return {@code unit/step}, such as {@code analyze/file_read}; the called name outside a run
     */
    String stepId();

    /**
     * The same for every attempt of a step (R9): what has this key was asked for once. Ends in {@code /undo} for a
     * rollback.
     *
     * @return {@code run/unit/step/item}
     */
    String idempotencyKey();

    /**
     * Which attempt this is: the fencing token that tells a stale call from the current one (R9).
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * The moment by which the call must have ended (R10).
     *
     * @return the deadline, or {@link Deadline#none()}
     */
    Deadline deadline();

    /**
     * Tells when the call is to stop (R10).
     *
     * @return the token
     */
    CancelToken cancelToken();

    /**
     * The skills that are active for this call alone, in priority order.
     *
     * @return the skills, may be empty
     */
    List<ActiveSkill> skills();

    /**
     * Whether the call is to stop.
     *
     * @return true once it was cancelled or its deadline has passed and it was told so
     */
    default boolean isCancelled() {
        return cancelToken().isCancelled();
    }

    /**
     * Asks to be told when the call is to stop. The callback runs on the thread that cancels, or at once if that has
     * happened already; it must not block.
     *
     * @param callback runs at most once
     * @return takes the callback back
     */
    default CancelToken.Registration onCancel(Runnable callback) {
        return cancelToken().onCancel(callback);
    }

    /**
     * Ends the call here if it is to stop.
     *
     * @throws OpdbusException with {@link ErrorCode#CANCELLED}
     */
    default void throwIfCancelled() {
        if (isCancelled()) {
            throw new OpdbusException(ErrorCode.CANCELLED, cancelToken().reason());
        }
    }
}
