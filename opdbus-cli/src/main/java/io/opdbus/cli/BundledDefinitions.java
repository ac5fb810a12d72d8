package io.opdbus.cli;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Finds the definitions on the class path: {@code workstacks/*.yaml}. */
final class BundledDefinitions {

    private static final String FOLDER = "workstacks/";

    private BundledDefinitions() {}

    /** The names of the resources, in their order. */
    static Collection<String> resources(ClassLoader classLoader) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL folder : Collections.list(folders(classLoader))) {
                collect(folder, names);
            }
        } catch (IOException | URISyntaxException e) {
            LoggerFactory.getLogger(BundledDefinitions.class)
                    .warn("the definitions on the class path cannot be listed", e);
        }
        return names;
    }

    private static Enumeration<URL> folders(ClassLoader classLoader) throws IOException {
        return classLoader.getResources(FOLDER);
    }

    private static void collect(URL folder, Set<String> names) throws IOException, URISyntaxException {
        URLConnection connection = folder.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.getJarFile().stream().map(JarEntry::getName).forEach(name -> take(name, names));
        } else if (folder.getProtocol().equals("file")) {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                files.forEach(file -> take(FOLDER + file.getFileName(), names));
            }
        }
    }

    private static void take(String name, Set<String> names) {
        boolean direct = name.startsWith(FOLDER) && name.indexOf('/', FOLDER.length()) < 0;
        if (direct && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))) {
            names.add(name);
        }
    }
}
