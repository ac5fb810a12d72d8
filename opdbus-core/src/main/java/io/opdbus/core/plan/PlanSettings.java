package io.opdbus.core.plan;

import io.opdbus.api.error.Location;
import io.opdbus.api.workstack.ParallelPhases;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the operator says about a definition, in {@code workstacks.toml}, besides the definition itself.
 *
 * @param parallelPhases which phases may overlap, instead of what the definition says; empty for the definition's
 * @param parallelPhasesAt where that is written; empty to report its problems at the definition
 * @param defaultTimeout how long a run may take where the definition does not say
 */
public record PlanSettings(
        Optional<ParallelPhases> parallelPhases,
        Optional<Location> parallelPhasesAt,
        Optional<Duration> defaultTimeout) {

    /** Nothing beside the definition. */
    public static final PlanSettings NONE = new PlanSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Checks for null and the timeout.
     *
     * @throws IllegalArgumentException if the timeout is not longer than zero
     */
    public PlanSettings {
        Objects.requireNonNull(parallelPhases, "parallelPhases");
        Objects.requireNonNull(parallelPhasesAt, "parallelPhasesAt");
        if (defaultTimeout.isPresent()
                && (defaultTimeout.get().isZero() || defaultTimeout.get().isNegative())) {
            throw new IllegalArgumentException("default_timeout must be longer than zero, is " + defaultTimeout.get());
        }
    }
}
