package io.opdbus.api.tool;

import java.util.Collection;

/**
 * Gives several tools at once; offered through {@code META-INF/services/io.opdbus.api.tool.ToolSource}. One that holds
 * resources may be {@link AutoCloseable}: the executor closes it.
 */
@FunctionalInterface
public interface ToolSource {

    /**
     * The tools. Asked once, when the executor is built.
     *
     * @return the tools, may be empty
     */
    Collection<Tool> tools();

    /**
     * Which of several sources comes first.
     *
     * @return higher comes first; 0 unless overridden
     */
    default int priority() {
        return 0;
    }
}
