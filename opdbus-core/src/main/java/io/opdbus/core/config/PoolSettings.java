package io.opdbus.core.config;

import java.time.Duration;

/**
 * The {@code [pool]} table of {@code agents.toml}.
 *
 * @param baseAddress scheme and host of all agents that have only a port; {@code http://127.0.0.1} by default
 * @param healthCheckInterval how often a connected agent is asked whether it is well; 30 s by default
 * @param limits the limits of calls to agents that have none of their own
 */
public record PoolSettings(String baseAddress, Duration healthCheckInterval, CallLimits limits) {

    /** The default settings. */
    public static final PoolSettings DEFAULT =
            new PoolSettings("http://127.0.0.1", Duration.ofSeconds(30), CallLimits.DEFAULT);
}
