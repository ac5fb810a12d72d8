package io.opdbus.cli;

import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.OrchestratedExecutorBuilder;
import io.opdbus.core.definition.DefinitionLoader;
import io.opdbus.core.definition.LoadedWorkstack;
import io.opdbus.core.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that builds an executor takes. */
final class HostOptions {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "The folder of agents.toml and workstacks.toml; $OPDBUS_CONFIG unless given, else none.")
    private @Nullable Path config;

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "A folder of workstacks to know by id, besides ./workstacks. May be repeated.")
    private List<Path> definitions = new ArrayList<>();

    @Option(
            names = "--allow-root",
            paramLabel = "DIR",
            description = "A folder that file tools may read and write, besides the current one. May be repeated.")
    private List<Path> roots = new ArrayList<>();

    @Option(
            names = "--allow-program",
            paramLabel = "NAME",
            description = "A program that process_run may start. May be repeated; none unless given.")
    private List<String> programs = new ArrayList<>();

    KnownDefinitions definitions() {
        return KnownDefinitions.find(definitions);
    }

    /** The workstack of a file, or of an id. */
    LoadedWorkstack workstack(String fileOrId) {
        Optional<Path> file = file(fileOrId);
        if (file.isEmpty()) {
            String id = fileOrId.startsWith("workstack_") ? fileOrId.substring("workstack_".length()) : fileOrId;
            return definitions().get(id);
        }
        Problems problems = new Problems();
        List<LoadedWorkstack> loaded =
                new DefinitionLoader(problems).load(file.get()).workstacks();
        problems.throwIfErrors();
        return loaded.get(0);
    }

    private static Optional<Path> file(String fileOrId) {
        boolean named = fileOrId.contains("/")
                || fileOrId.contains("\\")
                || fileOrId.endsWith(".yaml")
                || fileOrId.endsWith(".yml")
                || fileOrId.endsWith(".json");
        Path path = Path.of(fileOrId);
        return named || Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
    }

    /** An executor that finds what is on the class path and may do what the command line allows. */
    OrchestratedExecutorBuilder executor(Map<String, String> environment) {
        OrchestratedExecutorBuilder builder = OrchestratedExecutor.builder()
                .discoverPlugins(KnownDefinitions.classLoader())
                .skillsOf(Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")));
        Path folder = config;
        String configured = environment.get("OPDBUS_CONFIG");
        if (folder == null && configured != null && !configured.isEmpty()) {
            folder = Path.of(configured);
        }
        if (folder != null) {
            builder.config(folder);
        }
        builder.allowRoot(Path.of("").toAbsolutePath());
        roots.forEach(root -> builder.allowRoot(root.toAbsolutePath()));
        programs.forEach(builder::allowProgram);
        return builder;
    }
}
