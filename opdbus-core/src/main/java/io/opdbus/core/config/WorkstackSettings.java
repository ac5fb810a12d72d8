package io.opdbus.core.config;

import io.opdbus.api.error.Location;
import io.opdbus.api.workstack.ParallelPhases;
import java.time.Duration;
import java.util.Optional;

/**
 * A table {@code [workstacks.<id>]} of {@code workstacks.toml}.
 *
 * @param enabled whether the workstack may run; true by default
 * @param defaultTimeout how long a run may take where its definition and the request are silent; a number counts seconds
 * @param parallelPhases which phases may overlap each other, in the place of what the definition says
 * @param location where the table begins
 * @param parallelPhasesLocation where {@code parallel_phases} stands, for problems with its names; else as location
 */
public record WorkstackSettings(
        boolean enabled,
        Optional<Duration> defaultTimeout,
        Optional<ParallelPhases> parallelPhases,
        Location location,
        Location parallelPhasesLocation) {}
