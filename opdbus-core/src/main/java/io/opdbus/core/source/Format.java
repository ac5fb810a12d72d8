package io.opdbus.core.source;

import java.util.Locale;
import java.util.Optional;

/** The notations that documents are written in. */
public enum Format {
    /** YAML 1.2 with the core schema; no anchors, aliases, tags or merge keys. */
    YAML,
    /** JSON as RFC 8259 has it. */
    JSON;

    /**
     * The format that a file name promises.
     *
     * @param fileName a file name or path
     * @return YAML for {@code .yaml} and {@code .yml}, JSON for {@code .json}, in any case; empty for anything else
     */
    public static Optional<Format> ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return Optional.of(YAML);
        }
        return name.endsWith(".json") ? Optional.of(JSON) : Optional.empty();
    }
}
