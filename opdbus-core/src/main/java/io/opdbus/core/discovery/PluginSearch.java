package io.opdbus.core.discovery;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.api.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search for plug-ins; what it has made is closed again if it fails. */
final class PluginSearch {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final ProviderErrors errors;
    private final List<AutoCloseable> made = new ArrayList<>();

    /** The class loader is asked for the services files when something is wrong with one of them. */
    PluginSearch(@Nullable ClassLoader loader) {
        this.errors = new ProviderErrors(loader);
    }

    /** Something that a provider gave, with what decides its place. */
    private record Ranked<T>(T given, int priority, String className) {}

    Plugins collect(
            ServiceLoader<Tool> tools,
            ServiceLoader<ToolSource> sources,
            ServiceLoader<Agent> agents,
            ServiceLoader<Transport> transports) {
        try {
            List<Ranked<Collection<Tool>>> groups = new ArrayList<>();
            for (Ranked<Tool> tool : load(Tool.class, tools, any -> 0)) {
                groups.add(new Ranked<>(List.of(tool.given()), 0, tool.className()));
            }
            for (Ranked<ToolSource> source : load(ToolSource.class, sources, ToolSource::priority)) {
                groups.add(new Ranked<>(toolsOf(source.given()), source.priority(), source.className()));
            }
            List<Tool> allTools =
                    inOrder(groups).stream().flatMap(Collection::stream).toList();
            List<Agent> allAgents = inOrder(load(Agent.class, agents, any -> 0));
            List<Transport> allTransports = inOrder(load(Transport.class, transports, Transport::priority));
            refuseDuplicates(allTransports);
            made.removeAll(allTransports);
            LOG.debug("found the tools {}, agents {} and transports {}", allTools, allAgents, allTransports);
            return new Plugins(allTools, allAgents, allTransports, made);
        } catch (RuntimeException | Error failure) {
            closeAll(failure);
            throw failure;
        }
    }

    private <T> List<Ranked<T>> load(Class<T> service, ServiceLoader<T> loader, ToIntFunction<T> priority) {
        List<Ranked<T>> found = new ArrayList<>();
        Iterator<ServiceLoader.Provider<T>> providers = loader.stream().iterator();
        while (true) {
            ServiceLoader.Provider<T> provider;
            try {
                if (!providers.hasNext()) {
                    return found;
                }
                provider = providers.next();
            } catch (ServiceConfigurationError | LinkageError broken) {
                throw errors.notFound(service, broken);
            }
            try {
                T instance = provider.get();
                if (instance instanceof AutoCloseable closeable) {
                    made.add(closeable);
                }
                found.add(new Ranked<>(
                        instance,
                        priority.applyAsInt(instance),
                        instance.getClass().getName()));
            } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
                throw errors.notMade(service, provider.type(), broken);
            }
        }
    }

    private Collection<Tool> toolsOf(ToolSource source) {
        Collection<Tool> tools;
        try {
            tools = source.tools();
        } catch (RuntimeException | LinkageError broken) {
            throw errors.notMade(ToolSource.class, source.getClass(), broken);
        }
        if (tools == null) {
            throw errors.notMade(
                    ToolSource.class, source.getClass(), new NullPointerException("tools() returned null"));
        }
        return List.copyOf(tools);
    }

    private static <T> List<T> inOrder(List<Ranked<T>> found) {
        return found.stream()
                .sorted(Comparator.comparingInt((Ranked<T> ranked) -> -ranked.priority())
                        .thenComparing(Ranked::className))
                .map(Ranked::given)
                .toList();
    }

    private static void refuseDuplicates(List<Transport> transports) {
        Map<String, Transport> byName = new HashMap<>();
        for (Transport transport : transports) {
            Transport taken = byName.putIfAbsent(transport.name(), transport);
            if (taken != null) {
                throw new OpdbusException(
                        ErrorCode.DUPLICATE_NAME,
                        "two transports are named '" + transport.name() + "': "
                                + taken.getClass().getName() + " and "
                                + transport.getClass().getName() + "; keep one of them on the class path");
            }
        }
    }

    private void closeAll(Throwable failure) {
        for (AutoCloseable closeable : made) {
            try {
                closeable.close();
            } catch (Exception alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
        }
    }
}
