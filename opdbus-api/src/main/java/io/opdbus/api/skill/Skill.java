package io.opdbus.api.skill;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Knowledge in the Agent Skills format: a folder with a {@code SKILL.md} of front matter and Markdown, and files beside it.
 *
 * @param name lower-case letters, digits and hyphens, at most 64 characters
 * @param description what it is good for, at most 1,024 characters
 * @param version the {@code version} of its metadata, empty where it declares none
 * @param license the license's name, empty where it declares none
 * @param compatibility what it needs of its environment, empty where it declares nothing
 * @param metadata further facts, as written
 * @param allowedTools tools that may be called while it is active; empty means no restriction
 * @param priority skills of higher priority come first in a call; 0 unless {@code metadata.priority} says otherwise
 * @param content the Markdown body
 * @param directory the folder that it was read from; empty for a skill made in code
 */
public record Skill(
        String name,
        String description,
        String version,
        String license,
        String compatibility,
        Map<String, String> metadata,
        List<String> allowedTools,
        int priority,
        String content,
        Optional<Path> directory) {

    /** Checks for null and copies. */
    public Skill {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(compatibility, "compatibility");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        allowedTools = List.copyOf(allowedTools);
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(directory, "directory");
    }

    /**
     * A skill made in code.
     *
     * @param name the skill's name
     * @param description what it is good for
     * @param content the Markdown body
     * @return the skill, without version, license and files
     */
    public static Skill of(String name, String description, String content) {
        return new Skill(name, description, "", "", "", Map.of(), List.of(), 0, content, Optional.empty());
    }

    /**
     * The skill as one call sees it.
     *
     * @return name, version, hash and content
     */
    public ActiveSkill activate() {
        return new ActiveSkill(name, version, sha256(), content);
    }

    /**
     * The SHA-256 of the content.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
