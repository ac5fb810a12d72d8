package io.opdbus.api.value;

import java.util.Objects;

/**
 * A string that must not be shown (R18). It prints as {@value #MASK} everywhere; only {@link #reveal()} gives the text,
 * and only the call that needs it reveals it.
 */
public final class Secret {

    /** What stands in place of a secret in notices, logs, errors and reports. */
    public static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Wraps a text.
     *
     * @param text the secret text
     * @return the secret
     */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text, "text"));
    }

    /**
     * The text itself. Do not log it, and do not put it into an exception's message.
     *
     * @return the secret text
     */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * The mask, never the text.
     *
     * @return {@value #MASK}
     */
    @Override
    public String toString() {
        return MASK;
    }
}
