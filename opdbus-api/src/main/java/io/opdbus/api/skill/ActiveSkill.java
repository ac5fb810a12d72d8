package io.opdbus.api.skill;

import java.util.Objects;

/**
 * A skill as one call sees it. The call's record names it with version and hash, so that it can be told later which
 * knowledge led to a result.
 *
 * @param name the skill's name
 * @param version its version; empty where the skill declares none
 * @param sha256 the SHA-256 of the content, in lower-case hexadecimal
 * @param content the Markdown body
 */
public record ActiveSkill(String name, String version, String sha256, String content) {

    /** Checks for null. */
    public ActiveSkill {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(content, "content");
    }

    /**
     * Name, version and hash, without the content.
     *
     * @return a short text for logs
     */
    @Override
    public String toString() {
        return name + (version.isEmpty() ? "" : "@" + version) + " ("
                + sha256.substring(0, Math.min(12, sha256.length())) + ")";
    }
}
