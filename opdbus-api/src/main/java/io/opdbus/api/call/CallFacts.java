package io.opdbus.api.call;

import io.opdbus.api.skill.ActiveSkill;
import java.util.List;
import java.util.Objects;

/**
 * A {@link CallContext} of plain values, for calls outside a run, for servers that host agents, and for tests.
 *
 * @param runId the run that the call belongs to
 * @param stepId the step that the call belongs to
 * @param idempotencyKey the same for every attempt of a step
 * @param attempt 1 for the first
 * @param deadline the moment by which the call must have ended
 * @param cancelToken tells when the call is to stop
 * @param skills the skills that are active for this call, in priority order
 */
public record CallFacts(
        String runId,
        String stepId,
        String idempotencyKey,
        int attempt,
        Deadline deadline,
        CancelToken cancelToken,
        List<ActiveSkill> skills)
        implements CallContext {

    /** Checks for null and copies the skills. */
    public CallFacts {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(stepId, "stepId");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, is " + attempt);
        }
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(cancelToken, "cancelToken");
        skills = List.copyOf(skills);
    }

    /**
     * The first attempt of a call outside a run, without deadline and skills.
     *
     * @param callId names the call in logs; also its run id, step id and idempotency key
     * @return the context, with a token of its own
     */
    public static CallFacts standalone(String callId) {
        return new CallFacts(callId, callId, callId, 1, Deadline.none(), new CancelToken(), List.of());
    }

    /**
     * The same call with another deadline.
     *
     * @param other the moment by which the call must have ended
     * @return a copy that shares the token
     */
    public CallFacts withDeadline(Deadline other) {
        return new CallFacts(runId, stepId, idempotencyKey, attempt, other, cancelToken, skills);
    }

    /**
     * The same call with other skills.
     *
     * @param others the skills that are active for the call, in priority order
     * @return a copy that shares the token
     */
    public CallFacts withSkills(List<ActiveSkill> others) {
        return new CallFacts(runId, stepId, idempotencyKey, attempt, deadline, cancelToken, others);
    }
}
