package io.opdbus.core.tool.builtin;

import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.core.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tools that come with opdbus, as far as the host allows them:
 *
 * <ul>
 *   <li>{@code file_read} and {@code file_list}, once there is a root;
 *   <li>{@code file_write} and {@code file_restore}, once there is a root that is not read-only;
 *   <li>{@code process_run}, once a program is allowed;
 *   <li>{@code http_get}, unless it is switched off.
 * </ul>
 *
 * <p>Closing stops the processes that still run.
 */
public final class BuiltinTools implements ToolSource, AutoCloseable {

    private final List<Tool> tools;
    private final ProcessRunner runner;

    private BuiltinTools(List<Tool> tools, ProcessRunner runner) {
        this.tools = List.copyOf(tools);
        this.runner = runner;
    }

    /**
     * Starts to say what is allowed.
     *
     * @return a builder that allows http_get to public addresses and nothing else
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Collection<Tool> tools() {
        return tools;
    }

    @Override
    public void close() {
        runner.close();
    }

    /** Collects what is allowed. Not safe for use by several threads. */
    public static final class Builder {

        private static final Set<String> HARMLESS_ENVIRONMENT = Set.of(
                "PATH",
                "HOME",
                "USER",
                "LOGNAME",
                "LANG",
                "LC_ALL",
                "LC_CTYPE",
                "TZ",
                "TMPDIR",
                "TEMP",
                "TMP",
                "SYSTEMROOT");

        private final List<Roots.Root> roots = new ArrayList<>();
        private final Set<String> programs = new TreeSet<>();
        private final Set<String> environment = new TreeSet<>(HARMLESS_ENVIRONMENT);
        private final Set<String> hosts = new TreeSet<>();
        private boolean http = true;
        private boolean privateAddresses;
        private int maxFileBytes = 1 << 20;
        private int maxListEntries = 10_000;
        private int maxProcessOutput = 256 * 1024;
        private Duration processGrace = Duration.ofSeconds(2);
        private int maxHttpBytes = 1 << 20;
        private Duration httpTimeout = Duration.ofSeconds(30);

        private Builder() {}

        /**
         * Allows to read and write in a directory and everything below it. Relative paths start at the first root.
         *
         * @param directory an existing directory; links in its own path are resolved now
         * @return this builder
         * @throws IllegalArgumentException if it is no directory
         */
        public Builder root(Path directory) {
            roots.add(Roots.Root.of(directory, true));
            return this;
        }

        /**
         * Allows to read in a directory and everything below it. It may lie inside a root, and protects that part.
         *
         * @param directory an existing directory; links in its own path are resolved now
         * @return this builder
         * @throws IllegalArgumentException if it is no directory
         */
        public Builder readOnlyRoot(Path directory) {
            roots.add(Roots.Root.of(directory, false));
            return this;
        }

        /**
         * Allows process_run to start a program. Its first argument must be exactly this name. What the program then
         * does is its own affair: a shell, an interpreter or a build tool does anything.
         *
         * @param program a name that is looked up in PATH, an absolute path, or a path relative to the working directory
         * @return this builder
         */
        public Builder allowProgram(String program) {
            if (program.isEmpty()) {
                throw new IllegalArgumentException("the name of a program is empty");
            }
            programs.add(program);
            return this;
        }

        /**
         * Lets programs see these environment variables of this JVM, beside PATH, HOME, the user's name, the language,
         * the time zone and the directory for temporary files.
         *
         * @param names variables such as {@code JAVA_HOME}; what is secret in them is then known to the program
         * @return this builder
         */
        public Builder passEnvironment(String... names) {
            environment.addAll(List.of(names));
            return this;
        }

        /**
         * Limits http_get to some hosts. Without a call, all are allowed.
         *
         * @param host a name, or {@code *.example.org} for everything below that name
         * @return this builder
         */
        public Builder allowHost(String host) {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("the name of a host is empty");
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Allows http_get to reach this machine and the networks around it. Off by default. The check looks at every
         * address that the host's name has and relies on the JVM to remember them for a moment
         * ({@code networkaddress.cache.ttl}); behind an HTTP proxy, it is the proxy that decides.
         *
         * @return this builder
         */
        public Builder allowPrivateAddresses() {
            privateAddresses = true;
            return this;
        }

        /**
         * Leaves http_get out.
         *
         * @return this builder
         */
        public Builder withoutHttp() {
            http = false;
            return this;
        }

        /**
         * Limits what file_read gives and file_write takes.
         *
         * @param bytes at least 1; 1 MiB unless set
         * @return this builder
         */
        public Builder maxFileBytes(int bytes) {
            maxFileBytes = positive(bytes, "maxFileBytes");
            return this;
        }

        /**
         * Limits how many entries a call of file_list may ask for.
         *
         * @param entries at least 1; 10,000 unless set
         * @return this builder
         */
        public Builder maxListEntries(int entries) {
            maxListEntries = positive(entries, "maxListEntries");
            return this;
        }

        /**
         * Limits how much of each output of a process becomes part of the result; of a longer one the middle is left
         * out. The chunks are not affected.
         *
         * @param characters at least 2; 256 Ki unless set
         * @return this builder
         */
        public Builder maxProcessOutput(int characters) {
            if (characters < 2) {
                throw new IllegalArgumentException("maxProcessOutput must be at least 2, is " + characters);
            }
            maxProcessOutput = characters;
            return this;
        }

        /**
         * Sets the time between SIGTERM and SIGKILL when a call is cancelled or its deadline passes.
         *
         * @param grace not negative; 2 seconds unless set
         * @return this builder
         */
        public Builder processGrace(Duration grace) {
            if (grace.isNegative()) {
                throw new IllegalArgumentException("processGrace must not be negative, is " + grace);
            }
            processGrace = grace;
            return this;
        }

        /**
         * Limits the size of a response.
         *
         * @param bytes at least 1; 1 MiB unless set
         * @return this builder
         */
        public Builder maxHttpBytes(int bytes) {
            maxHttpBytes = positive(bytes, "maxHttpBytes");
            return this;
        }

        /**
         * Limits how long http_get takes, redirects included, where the call's deadline is later.
         *
         * @param timeout more than zero; 30 seconds unless set
         * @return this builder
         */
        public Builder httpTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "httpTimeout must be more than zero and at most a day, is " + timeout);
            }
            httpTimeout = timeout;
            return this;
        }

        /**
         * Makes the tools.
         *
         * @return the allowed ones
         * @throws IllegalStateException if programs are allowed but no root, for they need a directory to run in
         */
        public BuiltinTools build() {
            List<Tool> tools = new ArrayList<>();
            Roots allowed = new Roots(roots);
            ProcessRunner runner = ProcessRunner.create();
            if (!allowed.isEmpty()) {
                tools.add(new FileRead(allowed, maxFileBytes).tool());
                tools.add(new FileList(allowed, maxListEntries).tool());
            }
            if (allowed.anyWritable()) {
                FileWrite write = new FileWrite(allowed, maxFileBytes);
                tools.add(write.writer());
                tools.add(write.restorer());
            }
            if (!programs.isEmpty()) {
                if (allowed.isEmpty()) {
                    throw new IllegalStateException("programs are allowed but no directory to run in; add a root");
                }
                tools.add(new ProcessRun(
                                allowed,
                                runner,
                                new TreeSet<>(programs),
                                Set.copyOf(environment),
                                maxProcessOutput,
                                processGrace)
                        .tool());
            }
            if (http) {
                tools.add(new HttpGet(new HttpTargets(hosts, privateAddresses), maxHttpBytes, httpTimeout).tool());
            }
            return new BuiltinTools(tools, runner);
        }

        private static int positive(int value, String what) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, is " + value);
            }
            return value;
        }
    }
}
