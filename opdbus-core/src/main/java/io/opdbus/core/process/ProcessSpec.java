package io.opdbus.core.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to start and how. Immutable.
 *
 * <p>The arguments reach the program as they are: there is no shell, so nothing is expanded, split or quoted.
 */
public final class ProcessSpec {

    /** How much of each output stream is delivered unless {@link Builder#maxOutput} says otherwise: 1 MiB. */
    public static final long DEFAULT_MAX_OUTPUT = 1L << 20;

    /** How long leftovers have between SIGTERM and SIGKILL unless {@link Builder#stopLeftovers} says otherwise. */
    public static final Duration DEFAULT_LEFTOVER_GRACE = Duration.ofSeconds(2);

    private final List<String> command;
    private final Optional<Path> directory;
    private final Map<String, String> environment;
    private final Optional<Set<String>> inherited;
    private final byte[] stdin;
    private final boolean mergedOutput;
    private final long maxOutput;
    private final Optional<Duration> leftoverGrace;

    private ProcessSpec(Builder builder) {
        command = builder.command;
        directory = builder.directory;
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(builder.environment));
        inherited = builder.inherited;
        stdin = builder.stdin;
        mergedOutput = builder.mergedOutput;
        maxOutput = builder.maxOutput;
        leftoverGrace = builder.leftoverGrace;
    }

    /**
     * Starts to describe a process.
     *
     * @param command the program and its arguments
     * @return a builder with the defaults
     * @throws IllegalArgumentException if the program is missing or empty, or an argument holds a NUL character
     */
    public static Builder builder(String... command) {
        return builder(List.of(command));
    }

    /**
     * Starts to describe a process.
     *
     * @param command the program and its arguments
     * @return a builder with the defaults
     * @throws IllegalArgumentException if the program is missing or empty, or an argument holds a NUL character
     */
    public static Builder builder(List<String> command) {
        return new Builder(command);
    }

    /**
     * The same description, to change.
     *
     * @return a builder that holds these settings
     */
    public Builder toBuilder() {
        Builder builder = new Builder(command);
        builder.directory = directory;
        builder.environment.putAll(environment);
        builder.inherited = inherited;
        builder.stdin = stdin;
        builder.mergedOutput = mergedOutput;
        builder.maxOutput = maxOutput;
        builder.leftoverGrace = leftoverGrace;
        return builder;
    }

    /**
     * The program and its arguments.
     *
     * @return at least one element
     */
    public List<String> command() {
        return command;
    }

    /**
     * The working directory.
     *
     * @return the directory, or empty for that of this JVM
     */
    public Optional<Path> directory() {
        return directory;
    }

    /**
     * The variables that are set for the process.
     *
     * @return values by name, without the inherited ones
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * The variables taken over from this JVM.
     *
     * @return names, or empty where all are taken over
     */
    public Optional<Set<String>> inherited() {
        return inherited;
    }

    byte[] stdin() {
        return stdin;
    }

    boolean mergedOutput() {
        return mergedOutput;
    }

    long maxOutput() {
        return maxOutput;
    }

    Optional<Duration> leftoverGrace() {
        return leftoverGrace;
    }

    /** The program and the number of its arguments; arguments may be secret and are not shown. */
    @Override
    public String toString() {
        return command.get(0) + " (" + (command.size() - 1) + " arguments)";
    }

    /** Collects the settings of a {@link ProcessSpec}. Not for several threads at once. */
    public static final class Builder {

        private final List<String> command;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Optional<Path> directory = Optional.empty();
        private Optional<Set<String>> inherited = Optional.empty();
        private byte[] stdin = {};
        private boolean mergedOutput;
        private long maxOutput = DEFAULT_MAX_OUTPUT;
        private Optional<Duration> leftoverGrace = Optional.of(DEFAULT_LEFTOVER_GRACE);

        private Builder(List<String> command) {
            this.command = List.copyOf(command);
            if (this.command.isEmpty() || this.command.get(0).isEmpty()) {
                throw new IllegalArgumentException("a command starts with the program to run");
            }
            for (String part : this.command) {
                requireNoNul("a command's argument", part);
            }
        }

        /**
         * Sets the working directory. The default is that of this JVM.
         *
         * @param path a directory; that it exists is checked when the process starts
         * @return this builder
         */
        public Builder directory(Path path) {
            directory = Optional.of(path);
            return this;
        }

        /**
         * Sets an environment variable, whether or not one of that name is inherited.
         *
         * @param name without {@code =}
         * @param value the value, may be empty
         * @return this builder
         * @throws IllegalArgumentException if the name cannot be one
         */
        public Builder environment(String name, String value) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("'" + name + "' cannot be the name of an environment variable");
            }
            requireNoNul("the name of an environment variable", name);
            requireNoNul("the environment variable " + name, value);
            environment.put(name, value);
            return this;
        }

        /**
         * Sets several environment variables.
         *
         * @param variables values by name
         * @return this builder
         * @throws IllegalArgumentException if a name cannot be one
         */
        public Builder environment(Map<String, String> variables) {
            variables.forEach(this::environment);
            return this;
        }

        /**
         * Takes over only these variables from this JVM. The default is to take over all.
         *
         * @param names the variables that may pass; those that are not set are ignored
         * @return this builder
         */
        public Builder inheritOnly(Iterable<String> names) {
            Set<String> allowed = new TreeSet<>();
            names.forEach(allowed::add);
            inherited = Optional.of(Collections.unmodifiableSet(allowed));
            return this;
        }

        /**
         * Sets what the process reads from standard input. The default is nothing: the null device.
         *
         * @param bytes all of the input; after it the process sees the end
         * @return this builder
         */
        public Builder stdin(byte[] bytes) {
            stdin = bytes.clone();
            return this;
        }

        /**
         * Sends standard error where standard output goes, so that their order is kept. Off by default.
         *
         * @param merged whether to merge
         * @return this builder
         */
        public Builder mergedOutput(boolean merged) {
            mergedOutput = merged;
            return this;
        }

        /**
         * Sets how much of each output stream reaches the listener. What is beyond is read, counted and dropped, so
         * that the process never waits for it. The default is {@link #DEFAULT_MAX_OUTPUT}.
         *
         * @param bytes a limit for each stream, at least 0
         * @return this builder
         * @throws IllegalArgumentException if the limit is negative
         */
        public Builder maxOutput(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("an output limit of " + bytes + " bytes is negative");
            }
            maxOutput = bytes;
            return this;
        }

        /**
         * Ends what outlives the main process, once that has ended by itself: SIGTERM, the grace, SIGKILL. This is the
         * default, with {@link #DEFAULT_LEFTOVER_GRACE}.
         *
         * @param grace the time between SIGTERM and SIGKILL; zero kills at once
         * @return this builder
         * @throws IllegalArgumentException if the grace is negative
         */
        public Builder stopLeftovers(Duration grace) {
            if (grace.isNegative()) {
                throw new IllegalArgumentException("a grace of " + grace + " is negative");
            }
            leftoverGrace = Optional.of(grace);
            return this;
        }

        /**
         * Lets what outlives the main process live, once that has ended by itself, as a program needs that starts a
         * daemon. Output that a daemon writes afterwards is lost, and one that keeps the pipe open holds a thread.
         *
         * @return this builder
         */
        public Builder keepLeftovers() {
            leftoverGrace = Optional.empty();
            return this;
        }

        /**
         * Builds the description.
         *
         * @return an immutable value
         */
        public ProcessSpec build() {
            return new ProcessSpec(this);
        }

        private static void requireNoNul(String what, String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(what + " holds a NUL character");
            }
        }
    }
}
