package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.core.OrchestratedExecutorBuilder;
import io.opdbus.core.definition.DefinitionLoader;
import io.opdbus.core.definition.LoadedWorkstack;
import io.opdbus.core.source.Problems;
import io.opdbus.core.text.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workstacks that the command knows by id: those of the folders given, of {@code ./workstacks}, and those that come with the
 * command; where two have one id, the nearer counts.
 */
final class KnownDefinitions {

    private static final Path LOCAL = Path.of("workstacks");
    private static final String CLASS_PATH = "classpath:";
    private static final Pattern ID =
            Pattern.compile("(?m)^\\s*[\"']?workstack[\"']?\\s*:\\s*[\"']?([A-Za-z0-9_-]{1,64})");

    private final Map<String, LoadedWorkstack> found = new TreeMap<>();
    private final Map<String, List<Problem>> broken = new TreeMap<>();

    private KnownDefinitions() {}

    static KnownDefinitions find(List<Path> folders) {
        KnownDefinitions known = new KnownDefinitions();
        for (Path folder : folders) {
            Problems problems = new Problems();
            DefinitionLoader loader = new DefinitionLoader(problems).load(folder);
            problems.sorted().stream()
                    .filter(problem -> problem.location().source().equals(folder.toString()))
                    .findAny()
                    .ifPresent(problem -> {
                        throw new InvalidDefinitionException(ErrorCode.INVALID_DEFINITION, problems.sorted());
                    });
            known.take(loader, problems);
        }
        if (Files.isDirectory(LOCAL)) {
            Problems problems = new Problems();
            known.take(new DefinitionLoader(problems).load(LOCAL), problems);
        }
        Problems problems = new Problems();
        ClassLoader classLoader = classLoader();
        DefinitionLoader bundled = new DefinitionLoader(problems);
        BundledDefinitions.resources(classLoader).forEach(name -> bundled.loadResource(classLoader, name));
        known.take(bundled, problems);
        return known;
    }

    static ClassLoader classLoader() {
        return KnownDefinitions.class.getClassLoader();
    }

    private void take(DefinitionLoader loader, Problems problems) {
        problems.sorted().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .forEach(problem -> {
                    String id = idOf(problem.location().source());
                    if (!found.containsKey(id)) {
                        broken.computeIfAbsent(id, unused -> new ArrayList<>()).add(problem);
                    }
                });
        loader.workstacks().forEach(loaded -> {
            String id = loaded.workstack().id();
            if (!broken.containsKey(id)) {
                found.putIfAbsent(id, loaded);
            }
        });
    }

    /** The id that a broken file would have: what it says, or else its name. */
    private static String idOf(String source) {
        try {
            Matcher said = ID.matcher(Files.readString(Path.of(source)));
            if (said.find()) {
                return said.group(1);
            }
        } catch (java.io.IOException | IllegalArgumentException e) {
            // Not a file, or no text: its name will do.
        }
        String name = source.substring(source.lastIndexOf('/') + 1);
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    Collection<LoadedWorkstack> all() {
        return found.values();
    }

    /** What is wrong with definitions that are left out. */
    List<Problem> problems() {
        return broken.values().stream().flatMap(List::stream).toList();
    }

    Optional<LoadedWorkstack> find(String id) {
        List<Problem> wrong = broken.get(id);
        if (wrong != null) {
            throw new InvalidDefinitionException(ErrorCode.INVALID_DEFINITION, wrong);
        }
        return Optional.ofNullable(found.get(id));
    }

    LoadedWorkstack get(String id) {
        return find(id).orElseThrow(() -> {
            Optional<String> near = Suggestions.nearest(id, found.keySet());
            return new UnknownNameException(
                    ErrorCode.UNKNOWN_NAME,
                    id,
                    "there is no file and no workstack '" + id + "'"
                            + near.map(name -> "; did you mean '" + name + "'?")
                                    .orElse(
                                            "; 'opdbus list workstacks' shows those that there are, --definitions adds more"),
                    near.map(List::of).orElse(List.of()));
        });
    }

    /** Makes a workstack known to an executor, from where it was found, so that positions are told. */
    static void register(LoadedWorkstack loaded, OrchestratedExecutorBuilder builder) {
        String source = loaded.locator().locate("").source();
        if (source.startsWith(CLASS_PATH)) {
            builder.definition(classLoader(), source.substring(CLASS_PATH.length()));
        } else {
            builder.definitions(Path.of(source));
        }
    }
}
