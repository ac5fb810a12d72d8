package io.opdbus.agents.review.rule;

/**
 * Something that a review looks for.
 *
 * @param id stable and unique, such as {@code SEC-TLS-001}
 * @param severity how much it matters
 * @param title what is found, in a few words
 * @param why what goes wrong because of it
 * @param advice what to do instead
 * @param testCode what to do about it in test code
 */
public record Rule(String id, Severity severity, String title, String why, String advice, TestCode testCode) {
    /** How a rule treats test code. */
    public enum TestCode {
        /** It is not looked at. */
        SKIPPED,
        /** It is looked at, and findings are less grave. */
        LOWERED
    }

    /** A rule that leaves test code alone. */
    public static Rule of(String id, Severity severity, String title, String why, String advice) {
        return new Rule(id, severity, title, why, advice, TestCode.SKIPPED);
    }

    /** The same rule, applied to test code too, where its severity is lower. */
    public Rule alsoInTests() {
        return new Rule(id, severity, title, why, advice, TestCode.LOWERED);
    }
}
