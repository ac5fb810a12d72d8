package io.opdbus.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tagged regions of the examples and of their tests. */
final class Regions {

    private Regions() {}

    /** By {@code File#name}: the text between {@code // tag::name[]} and {@code // end::name[]}, without its indentation. */
    static Map<String, String> all() {
        Map<String, String> regions = new TreeMap<>();
        for (String folder : List.of("src/main/java", "src/test/java", "plugin-template/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> read(file, regions));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return regions;
    }

    private static void read(Path file, Map<String, String> regions) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        Map<String, List<String>> open = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (text.matches("// end::\\w+\\[]")) {
                    String tag = text.substring(8, text.length() - 2);
                    regions.put(
                            name + "#" + tag,
                            String.join("\n", open.remove(tag)).stripIndent() + "\n");
                } else {
                    open.values().forEach(lines -> lines.add(line.stripTrailing()));
                }
                if (text.matches("// tag::\\w+\\[]")) {
                    open.put(text.substring(8, text.length() - 2), new ArrayList<>());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException(file + ": no end of " + open.keySet());
        }
    }
}
