package io.opdbus.agents.review.rule;

import java.util.Locale;
import java.util.Optional;

/** How much a finding matters, gravest first. */
public enum Severity {
    /** Act at once: a secret is out, or anybody can get in. */
    CRITICAL,
    /** Mend before the next release. */
    HIGH,
    /** Mend soon. */
    MEDIUM,
    /** Mend when next there. */
    LOW,
    /** Good to know. */
    INFO;

    /** The name used in results: lower case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is as grave as another, or graver. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    /** Two steps less grave, for code that never leaves the developer's machine. */
    Severity inTests() {
        return switch (this) {
            case CRITICAL -> MEDIUM;
            case HIGH -> LOW;
            default -> INFO;
        };
    }

    /** The severity of this name in any case. */
    public static Optional<Severity> of(String name) {
        for (Severity severity : values()) {
            if (severity.name().equalsIgnoreCase(name)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
