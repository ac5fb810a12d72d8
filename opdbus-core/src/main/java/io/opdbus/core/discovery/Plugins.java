package io.opdbus.core.discovery;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.api.transport.Transport;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The tools, agents and transports that {@link ServiceLoader} finds. Nothing is looked for until {@link #discover} is called,
 * and the order does not depend on the class path: higher priority first, then by class name. What a host registers itself
 * comes before all of it.
 *
 * @param tools those offered one by one and those of tool sources
 * @param agents the agents
 * @param transports the transports
 * @param resources whatever among tools, tool sources and agents can be closed; whoever discovered them closes them
 */
public record Plugins(List<Tool> tools, List<Agent> agents, List<Transport> transports, List<AutoCloseable> resources) {

    /** A plug-in that was found could not be made. */
    public static final ErrorCode PLUGIN_FAILED = new ErrorCode("PLUGIN_FAILED");

    /** No plug-ins. */
    public static final Plugins NONE = new Plugins(List.of(), List.of(), List.of(), List.of());

    /** Copies. */
    public Plugins {
        tools = List.copyOf(tools);
        agents = List.copyOf(agents);
        transports = List.copyOf(transports);
        resources = List.copyOf(resources);
    }

    /**
     * Finds the plug-ins that a class loader knows: on the class path through {@code META-INF/services}, on the module path
     * through {@code provides}.
     *
     * @param loader usually that of the host application
     * @return the plug-ins
     * @throws OpdbusException with {@link #PLUGIN_FAILED} that names the provider, where it comes from and what to do, if one
     *     cannot be made; with {@link ErrorCode#DUPLICATE_NAME} if two transports have one name. What was made before is
     *     closed then
     */
    public static Plugins discover(ClassLoader loader) {
        return new PluginSearch(loader)
                .collect(
                        ServiceLoader.load(Tool.class, loader),
                        ServiceLoader.load(ToolSource.class, loader),
                        ServiceLoader.load(Agent.class, loader),
                        ServiceLoader.load(Transport.class, loader));
    }

    /**
     * Finds the plug-ins in the modules of a layer and its parents.
     *
     * @param layer the layer that the plug-ins were resolved into
     * @return the plug-ins
     * @throws OpdbusException as {@link #discover(ClassLoader)}
     */
    public static Plugins discover(ModuleLayer layer) {
        return new PluginSearch(null)
                .collect(
                        ServiceLoader.load(layer, Tool.class),
                        ServiceLoader.load(layer, ToolSource.class),
                        ServiceLoader.load(layer, Agent.class),
                        ServiceLoader.load(layer, Transport.class));
    }
}
