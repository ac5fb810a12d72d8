package io.opdbus.core.discovery;

import io.opdbus.api.error.OpdbusException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a broken provider which class it is, where it was named, and what to do. */
final class ProviderErrors {

    private static final String SERVICES = "META-INF/services/";

    private final @Nullable ClassLoader loader;

    ProviderErrors(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    /** A provider is named that cannot be loaded. */
    OpdbusException notFound(Class<?> service, Throwable cause) {
        List<String> culprits = new ArrayList<>();
        for (URL file : servicesFiles(service)) {
            for (String name : names(file)) {
                String trouble = trouble(name, service);
                if (!trouble.isEmpty()) {
                    culprits.add(name + " (named in " + file + ") " + trouble);
                }
            }
        }
        String what = culprits.isEmpty() ? "a provider is broken: " + cause.getMessage() : String.join("; ", culprits);
        return new OpdbusException(
                Plugins.PLUGIN_FAILED,
                "plug-ins for " + service.getName() + " cannot be loaded: " + what
                        + ". Correct the services file, put the jar with the class on the class path, or remove the plug-in",
                cause);
    }

    /** A provider was loaded, but making it or asking it failed. */
    OpdbusException notMade(Class<?> service, Class<?> provider, Throwable failure) {
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        String hint = cause instanceof LinkageError
                ? "a class that it needs is missing or of another version: add the plug-in's own dependencies"
                : "correct the plug-in's configuration, or remove it from the class path";
        return new OpdbusException(
                Plugins.PLUGIN_FAILED,
                "the plug-in " + provider.getName() + " (a " + service.getSimpleName() + " from " + origin(provider)
                        + ") failed when it was made: " + cause + "; " + hint,
                failure);
    }

    /** Where a class was loaded from. */
    private static String origin(Class<?> provider) {
        CodeSource source = provider.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            return source.getLocation().toString();
        }
        return provider.getModule().isNamed() ? "module " + provider.getModule().getName() : "an unknown place";
    }

    private List<URL> servicesFiles(Class<?> service) {
        if (loader == null) {
            return List.of();
        }
        try {
            return Collections.list(loader.getResources(SERVICES + service.getName()));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<String> names(URL file) {
        List<String> names = new ArrayList<>();
        try {
            URLConnection connection = file.openConnection();
            connection.setUseCaches(false); // a cached jar would stay open
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String name = line.replaceFirst("#.*", "").strip();
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
            }
        } catch (IOException unreadable) {
            // the error is told without these names
        }
        return names;
    }

    /** Why a class cannot be a provider; empty if it can. */
    private String trouble(String name, Class<?> service) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            return service.isAssignableFrom(type) ? "" : "does not implement " + service.getSimpleName();
        } catch (ClassNotFoundException missing) {
            return "is not there";
        } catch (LinkageError incomplete) {
            return "needs a class that is not there: " + incomplete;
        }
    }
}
