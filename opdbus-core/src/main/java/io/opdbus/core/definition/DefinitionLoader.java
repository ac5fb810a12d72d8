package io.opdbus.core.definition;

import io.opdbus.api.error.Location;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceDocument;
import io.opdbus.core.source.SourceLimits;
import io.opdbus.core.text.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds definitions in files, folders and on the class path, and reads them. What is wrong becomes a problem; the other
 * definitions are read all the same. A second definition with the id of an earlier one is a problem. Not safe for use
 * by several threads.
 */
public final class DefinitionLoader {

    private static final String WORKSTACK = "workstack";
    private static final String WORKFLOW = "workflow";

    private final SourceLimits limits;
    private final Problems problems;
    private final Map<String, LoadedWorkstack> found = new LinkedHashMap<>();

    /**
     * A loader with the default limits.
     *
     * @param problems where problems go
     */
    public DefinitionLoader(Problems problems) {
        this(problems, SourceLimits.DEFAULT);
    }

    /**
     * A loader.
     *
     * @param problems where problems go
     * @param limits how large one file may be
     */
    public DefinitionLoader(Problems problems, SourceLimits limits) {
        this.problems = problems;
        this.limits = limits;
    }

    /**
     * Reads a file, or all {@code *.yaml}, {@code *.yml} and {@code *.json} files of a folder, in the order of their
     * names. Folders in it and files whose names begin with a dot are passed over.
     *
     * @param path the file or folder
     * @return this loader
     */
    public DefinitionLoader load(Path path) {
        if (!Files.isDirectory(path)) {
            read(SourceDocument.read(path, limits));
            return this;
        }
        try (Stream<Path> files = Files.list(path)) {
            files.filter(DefinitionLoader::isDefinition)
                    .sorted()
                    .forEach(file -> read(SourceDocument.read(file, limits)));
        } catch (IOException e) {
            problems.error(new Location(path.toString(), 0, 0, JsonPointer.ROOT), "the folder cannot be read");
        }
        return this;
    }

    private static boolean isDefinition(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && Format.ofFileName(name).isPresent() && Files.isRegularFile(file);
    }

    /**
     * Reads a class-path resource; its name tells the format, one that tells none is read as YAML.
     *
     * @param classLoader where it is looked for
     * @param name the resource's name, without a slash at its beginning
     * @return this loader
     */
    public DefinitionLoader loadResource(ClassLoader classLoader, String name) {
        String source = "classpath:" + name;
        try (InputStream stream = classLoader.getResourceAsStream(name)) {
            if (stream == null) {
                problems.error(new Location(source, 0, 0, JsonPointer.ROOT), "there is no such resource");
                return this;
            }
            byte[] bytes = stream.readNBytes(limits.maxBytes() + 1);
            read(SourceDocument.parse(source, bytes, Format.ofFileName(name).orElse(Format.YAML), limits));
        } catch (IOException e) {
            problems.error(new Location(source, 0, 0, JsonPointer.ROOT), "the resource cannot be read");
        }
        return this;
    }

    /**
     * Reads a text.
     *
     * @param sourceName what messages call it
     * @param text the definition
     * @param format how it is written
     * @return this loader
     */
    public DefinitionLoader loadText(String sourceName, String text, Format format) {
        read(SourceDocument.parse(sourceName, text, format, limits));
        return this;
    }

    private void read(SourceDocument document) {
        if (tellsOtherKind(document)) {
            return;
        }
        WorkstackReader.read(document, problems).ifPresent(loaded -> {
            LoadedWorkstack earlier = found.putIfAbsent(loaded.workstack().id(), loaded);
            if (earlier != null) {
                problems.error(
                        loaded.locator().locate("/" + WORKSTACK),
                        "workstack '" + loaded.workstack().id() + "' is defined already, at "
                                + earlier.locator().locate("/" + WORKSTACK));
            }
        });
    }

    /** Whether the document is no workstack at all; a problem says so. */
    private boolean tellsOtherKind(SourceDocument document) {
        Problems told = new Problems();
        Optional<ObjectReader> top = document.open(told).filter(Node::isMap).flatMap(Node::object);
        if (top.isEmpty() || top.get().has(WORKSTACK)) {
            return false;
        }
        Optional<Node> workflow = top.get().node(WORKFLOW);
        if (workflow.isPresent()) {
            workflow.get().keyError("this version of opdbus does not run workflows, only workstacks", Optional.empty());
        } else {
            Optional<String> slip = top.get().keys().stream()
                    .filter(key -> Suggestions.nearest(key, List.of(WORKSTACK)).isPresent())
                    .findFirst();
            if (slip.isPresent()) {
                return false;
            }
            top.get().self().error("this is no definition: the key 'workstack', which gives its id, is missing");
        }
        problems.addAll(told.sorted());
        return true;
    }

    /**
     * The workstacks that were read without an error.
     *
     * @return the workstacks in the order in which they were found
     */
    public List<LoadedWorkstack> workstacks() {
        return new ArrayList<>(found.values());
    }
}
