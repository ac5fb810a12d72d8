package io.opdbus.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar that is compiled and packed at test time, as the author of a plug-in would outside of this build. */
final class PluginJar {

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    PluginJar source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    PluginJar service(Class<?> service, String... providers) {
        files.put("META-INF/services/" + service.getName(), String.join("\n", providers));
        return this;
    }

    /** Compiled, but not packed. */
    PluginJar leavingOut(String className) {
        leftOut.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** A class path, or a module path if there is a module-info among the sources. */
    Path build(Path directory, String name, List<Path> path) {
        try {
            Path classes = Files.createDirectories(directory.resolve(name + "-classes"));
            compile(classes, path);
            Path jar = directory.resolve(name + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> compiled = Files.walk(classes)) {
                for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
                    String entry = classes.relativize(file).toString().replace('\\', '/');
                    if (!leftOut.contains(entry)) {
                        out.putNextEntry(new JarEntry(entry));
                        Files.copy(file, out);
                    }
                }
                for (Map.Entry<String, String> file : files.entrySet()) {
                    out.putNextEntry(new JarEntry(file.getKey()));
                    out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return jar;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void compile(Path classes, List<Path> path) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String joined = String.join(
                System.getProperty("path.separator"),
                path.stream().map(Path::toString).toList());
        String option = sources.containsKey("module-info") ? "--module-path" : "--class-path";
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<JavaFileObject> units = new ArrayList<>();
            sources.forEach((name, text) -> units.add(new InMemory(name, text)));
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of("--release", "17", "-proc:none", "-d", classes.toString(), option, joined),
                            null,
                            units)
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    /** The directory or jar that a class was loaded from. */
    static Path home(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class InMemory extends SimpleJavaFileObject {

        private final String text;

        InMemory(String className, String text) {
            super(URI.create("mem:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
