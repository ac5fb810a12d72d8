package io.opdbus.api.schema;

/**
 * What a tool or operation does to the world. The hints are promises of its author: retry (R9), rollback (R14) and the
 * dry run rely on them.
 *
 * @param readOnly it changes nothing, so that undoing it is never needed
 * @param idempotent making the same call twice has the effect of making it once
 * @param destructive it may destroy what cannot be had back
 */
public record Hints(boolean readOnly, boolean idempotent, boolean destructive) {

    /** Nothing is promised. */
    public static final Hints NONE = new Hints(false, false, false);

    /** It changes nothing. */
    public static final Hints READ_ONLY = new Hints(true, true, false);

    /** Making the call twice has the effect of making it once. */
    public static final Hints IDEMPOTENT = new Hints(false, true, false);

    /** It may destroy what cannot be had back. */
    public static final Hints DESTRUCTIVE = new Hints(false, false, true);

    /** Refuses a contradiction. */
    public Hints {
        if (readOnly && destructive) {
            throw new IllegalArgumentException("what is read-only cannot be destructive");
        }
    }

    /**
     * Whether a call whose outcome is not known may be made again.
     *
     * @return true if it is read-only or idempotent
     */
    public boolean repeatable() {
        return readOnly || idempotent;
    }
}
