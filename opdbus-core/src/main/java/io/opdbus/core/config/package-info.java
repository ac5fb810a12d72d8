/** The configuration files {@code agents.toml} and {@code workstacks.toml}, and the environment that overrides them. */
@NullMarked
package io.opdbus.core.config;

import org.jspecify.annotations.NullMarked;
