package io.opdbus.core.tool.builtin;

import io.opdbus.api.call.CancelToken;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.process.OutputSource;
import io.opdbus.core.process.ProcessExit;
import io.opdbus.core.process.ProcessRunner;
import io.opdbus.core.process.ProcessSpec;
import io.opdbus.core.process.RunningProcess;
import io.opdbus.core.tool.builtin.Roots.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code process_run}: an allowed program, without a shell. */
final class ProcessRun {

    /** How much of each output an error tells. */
    private static final int ERROR_TAIL = 2000;

    private final Roots roots;
    private final ProcessRunner runner;
    private final Set<String> programs;
    private final Set<String> inherited;
    private final int maxOutput;
    private final Duration grace;

    ProcessRun(
            Roots roots,
            ProcessRunner runner,
            Set<String> programs,
            Set<String> inherited,
            int maxOutput,
            Duration grace) {
        this.roots = roots;
        this.runner = runner;
        this.programs = programs;
        this.inherited = inherited;
        this.maxOutput = maxOutput;
        this.grace = grace;
    }

    Tool tool() {
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        result.put("exit_code", Schemas.of("integer", "the exit code; 128 + n after signal n"));
        result.put("stdout", Schemas.of("string", "standard output"));
        result.put("stderr", Schemas.of("string", "standard error"));
        result.put("truncated", Schemas.of("boolean", "whether the middle of an output was left out"));
        return Tool.builder("process_run")
                .description("Runs a program and waits for its end. There is no shell: nothing is expanded. Programs: "
                        + String.join(", ", programs) + ".")
                .tags("process", "program", "command", "run", "exec")
                .parameters(Parameters.builder()
                        .schema("command", Schemas.strings("the program and its arguments"), true)
                        .optional(
                                "cwd",
                                String.class,
                                "the working directory; the first allowed directory unless given",
                                ".")
                        .schema("env", Schemas.stringMap("environment variables to set"), false)
                        .optional("stdin", String.class, "what the program reads; nothing unless given")
                        .optional("check", Boolean.class, "whether an exit code other than 0 is a failure", true)
                        .build())
                .output(Schemas.object(result))
                .maxOutputBytes(Schemas.jsonBytes(2L * maxOutput))
                .handler(this::run);
    }

    private Object run(ToolCall call) {
        ProcessSpec spec = spec(call);
        HeadAndTail stdout = new HeadAndTail(maxOutput);
        HeadAndTail stderr = new HeadAndTail(maxOutput);
        call.throwIfCancelled();
        RunningProcess process = runner.start(spec, (source, text) -> {
            if (source == OutputSource.STDOUT) {
                stdout.append(text);
                call.output().stdout(text);
            } else {
                stderr.append(text);
                call.output().stderr(text);
            }
        });
        ProcessExit exit = await(process, call);
        requireEnd(exit, process, call);
        boolean truncated =
                stdout.truncated() || stderr.truncated() || exit.stdoutTruncated() || exit.stderrTruncated();
        if (!exit.succeeded() && call.arguments().flag("check", true)) {
            throw failure(spec.command().get(0), exit, stdout.end(ERROR_TAIL), stderr.end(ERROR_TAIL), truncated);
        }
        return result(exit, stdout.text(), stderr.text(), truncated);
    }

    private static OpdbusException failure(
            String program, ProcessExit exit, String stdout, String stderr, boolean truncated) {
        String words = stderr.isEmpty() ? stdout : stderr;
        String message = program + " ended with exit code " + exit.exitCode() + (words.isEmpty() ? "" : ": " + words);
        return new OpdbusException(new ErrorInfo(
                ErrorCode.TOOL_FAILED, message, false, new LinkedHashMap<>(result(exit, stdout, stderr, truncated))));
    }

    private static Map<String, Object> result(ProcessExit exit, String stdout, String stderr, boolean truncated) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exit_code", (long) exit.exitCode());
        result.put("stdout", stdout);
        result.put("stderr", stderr);
        result.put("truncated", truncated);
        return result;
    }

    private ProcessSpec spec(ToolCall call) {
        List<String> command = call.arguments().strings("command");
        if (command.isEmpty()) {
            throw Failures.invalid("argument 'command' is empty; it starts with the program");
        }
        if (!programs.contains(command.get(0))) {
            throw Failures.denied("the program '" + command.get(0) + "' is not allowed; allowed are " + programs);
        }
        Place cwd = roots.existing(call.arguments().optionalString("cwd").orElse("."));
        try {
            ProcessSpec.Builder spec = ProcessSpec.builder(command)
                    .directory(cwd.real())
                    .inheritOnly(inherited)
                    .maxOutput(Long.MAX_VALUE)
                    .stopLeftovers(grace);
            call.arguments()
                    .optionalString("stdin")
                    .ifPresent(text -> spec.stdin(text.getBytes(StandardCharsets.UTF_8)));
            for (String name : call.arguments().map("env").keySet()) {
                spec.environment(requireHarmless(name), environment(call, name));
            }
            return spec.build();
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(e.getMessage() == null ? "the command cannot be run" : e.getMessage());
        }
    }

    private static String environment(ToolCall call, String name) {
        return Arguments.of(call.arguments().map("env")).string(name);
    }

    /** What chooses the code that is run would make the list of programs worthless. */
    private static String requireHarmless(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("PATH") || upper.startsWith("LD_") || upper.startsWith("DYLD_")) {
            throw Failures.denied("the environment variable " + name + " must not be set: it chooses what code is run");
        }
        return name;
    }

    /** Does not return before the process and all that it started are gone, or cannot be stopped. */
    private ProcessExit await(RunningProcess process, ToolCall call) {
        CompletableFuture<ProcessExit> exit = process.exit().toCompletableFuture();
        boolean interrupted = false;
        boolean stopping = false;
        try (CancelToken.Registration registration = call.onCancel(() -> process.stop(grace))) {
            while (true) {
                try {
                    return stopping || !call.deadline().exists()
                            ? exit.get()
                            : exit.get(call.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stopping = true;
                    process.stop(grace);
                } catch (TimeoutException e) {
                    stopping = true;
                    process.stop(grace);
                } catch (ExecutionException e) {
                    throw new OpdbusException(ErrorCode.INTERNAL, "lost sight of " + process, e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void requireEnd(ProcessExit exit, RunningProcess process, ToolCall call) {
        if (!exit.gone() && exit.stopped()) {
            throw new OpdbusException(ErrorCode.OUTCOME_UNKNOWN, process + " could not be stopped and may still run");
        }
        if (!exit.stopped()) {
            return;
        }
        call.throwIfCancelled();
        if (call.deadline().expired()) {
            throw new OpdbusException(ErrorCode.TIMED_OUT, process + " was stopped at its deadline");
        }
        throw new OpdbusException(ErrorCode.CANCELLED, process + " was stopped because its thread was interrupted");
    }
}
