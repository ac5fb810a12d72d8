package io.opdbus.cli;

import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.Validation;
import io.opdbus.core.plan.ResolvedStep;
import io.opdbus.core.source.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Checks definitions. */
@Command(
        name = "validate",
        description = "Check definitions as a run would, without running them.",
        footer = {
            "",
            "Problems are printed as file:line:column: error: message. Exit status 2 where there is an error, else 0.",
            "",
            "Examples:",
            "  opdbus validate workstacks/release.yaml",
            "  opdbus validate --verbose workstacks"
        })
final class ValidateCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, or folders whose .yaml, .yml and .json files are checked.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private HostOptions host = new HostOptions();

    @Override
    public Integer call() {
        CliContext context = opdbus.context();
        boolean valid = true;
        try (OrchestratedExecutor executor =
                host.executor(context.environment()).build()) {
            for (Path file : files.stream().flatMap(ValidateCommand::expand).toList()) {
                Validation validation = executor.validate(file);
                valid &= validation.valid();
                validation.problems().forEach(problem -> context.line(CommandErrors.line(positioned(problem))));
                if (opdbus.verbose()) {
                    validation.workstack().ifPresent(workstack -> show(context, file, validation));
                }
            }
        } catch (InvalidDefinitionException configuration) {
            valid = false;
            configuration.problems().forEach(problem -> context.line(CommandErrors.line(positioned(problem))));
        }
        context.out().flush();
        return valid ? ExitStatus.SUCCEEDED : ExitStatus.INVALID;
    }

    private static Stream<Path> expand(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside
                    .filter(Files::isRegularFile)
                    .filter(file -> Format.ofFileName(file.toString()).isPresent())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Editors want a line and a column, also where the whole file is meant. */
    private static Problem positioned(Problem problem) {
        Location where = problem.location();
        if (where.line() > 0) {
            return problem;
        }
        return new Problem(
                problem.severity(),
                problem.code(),
                new Location(where.source(), 1, 1, where.pointer()),
                problem.message(),
                problem.suggestion());
    }

    private static void show(CliContext context, Path file, Validation validation) {
        context.line(file + ": " + Words.count(validation.steps().size(), "step") + " resolved");
        for (ResolvedStep step : validation.steps()) {
            context.line("  " + step.unit() + "/" + step.step() + ": " + step.target()
                    + (step.chosenBy().isEmpty() ? "" : " (" + step.chosenBy() + ")"));
            new TreeMap<>(step.bound()).forEach((name, from) -> context.line("    " + name + " from " + from));
            if (!step.skills().isEmpty()) {
                context.line("    skills: " + String.join(", ", step.skills()));
            }
        }
    }
}
