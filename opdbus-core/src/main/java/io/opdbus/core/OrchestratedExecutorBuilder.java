package io.opdbus.core;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.api.transport.Transport;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.agent.AgentCatalog;
import io.opdbus.core.agent.AgentPool;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.definition.DefinitionLoader;
import io.opdbus.core.definition.LoadedWorkstack;
import io.opdbus.core.discovery.Plugins;
import io.opdbus.core.engine.EngineClock;
import io.opdbus.core.engine.RunEngine;
import io.opdbus.core.run.MachineSettings;
import io.opdbus.core.skill.SkillRegistry;
import io.opdbus.core.skill.SkillRegistryBuilder;
import io.opdbus.core.source.Problems;
import io.opdbus.core.tool.ToolAudit;
import io.opdbus.core.tool.ToolRegistry;
import io.opdbus.core.tool.TrackedToolExecutor;
import io.opdbus.core.tool.builtin.BuiltinTools;
import io.opdbus.core.transport.InProcessTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Describes an {@link OrchestratedExecutor}. Not safe for use by several threads. */
public final class OrchestratedExecutorBuilder {

    private final List<Tool> tools = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<Transport> transports = new ArrayList<>();
    private final List<LoadedWorkstack> workstacks = new ArrayList<>();
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final SkillRegistryBuilder skills = SkillRegistry.builder();
    private final BuiltinTools.Builder builtins = BuiltinTools.builder();
    private final Problems problems = new Problems();
    private final DefinitionLoader loader = new DefinitionLoader(problems);
    private @Nullable ClassLoader discovery;
    private @Nullable ModuleLayer moduleLayer;
    private @Nullable Path config;
    private @Nullable ToolAudit audit;
    private Duration gracePeriod = MachineSettings.DEFAULT.gracePeriod();
    private Duration rollbackTimeout = MachineSettings.DEFAULT.rollbackTimeout();
    private Duration finallyTimeout = MachineSettings.DEFAULT.finallyTimeout();
    private Duration closeTimeout = Duration.ofSeconds(30);
    private int blockingThreads = BlockingExecutor.DEFAULT_THREADS;
    private int maxOutputBytes = 1 << 20;

    OrchestratedExecutorBuilder() {}

    /**
     * A tool.
     *
     * @param tool made with {@link Tool#builder(String)}, or one's own
     * @return this builder
     */
    public OrchestratedExecutorBuilder tool(Tool tool) {
        tools.add(Objects.requireNonNull(tool, "tool"));
        return this;
    }

    /**
     * The tools of a source. It is closed with the executor if it can be.
     *
     * @param source asked once, now
     * @return this builder
     */
    public OrchestratedExecutorBuilder tools(ToolSource source) {
        tools.addAll(source.tools());
        if (source instanceof AutoCloseable resource) {
            resources.add(resource);
        }
        return this;
    }

    /**
     * An agent that runs in this process. It is closed with the executor if it can be.
     *
     * @param agent made with {@link Agent#builder(String)}, or one's own
     * @return this builder
     */
    public OrchestratedExecutorBuilder agent(Agent agent) {
        agents.add(Objects.requireNonNull(agent, "agent"));
        return this;
    }

    /**
     * A skill made in code.
     *
     * @param skill the skill
     * @return this builder
     */
    public OrchestratedExecutorBuilder skill(Skill skill) {
        skills.add(skill);
        return this;
    }

    /**
     * The skills of a folder, each a folder with a {@code SKILL.md}.
     *
     * @param folder a folder of skills, or one skill's
     * @return this builder
     */
    public OrchestratedExecutorBuilder skills(Path folder) {
        skills.folder(folder);
        return this;
    }

    /**
     * The skills of a project and of its user: {@code .agents/skills} of both directories.
     *
     * @param project the project's directory, whose skills win
     * @param home the user's home directory
     * @return this builder
     */
    public OrchestratedExecutorBuilder skillsOf(Path project, Path home) {
        skills.project(project).userHome(home);
        return this;
    }

    /**
     * A way to reach agents elsewhere. It is closed with the executor.
     *
     * @param transport the transport
     * @return this builder
     */
    public OrchestratedExecutorBuilder transport(Transport transport) {
        transports.add(Objects.requireNonNull(transport, "transport"));
        return this;
    }

    /**
     * A workstack that is then known by its id.
     *
     * @param workstack the workstack
     * @return this builder
     */
    public OrchestratedExecutorBuilder workstack(Workstack workstack) {
        workstacks.add(LoadedWorkstack.fluent(workstack));
        return this;
    }

    /**
     * The definitions of a file, or of the {@code .yaml}, {@code .yml} and {@code .json} files of a folder. What is wrong with them
     * stops {@link #build()}.
     *
     * @param path a file or folder
     * @return this builder
     */
    public OrchestratedExecutorBuilder definitions(Path path) {
        loader.load(path);
        return this;
    }

    /**
     * A definition on the class path.
     *
     * @param classLoader knows the resource
     * @param resource its name, such as {@code workstacks/code_review.yaml}
     * @return this builder
     */
    public OrchestratedExecutorBuilder definition(ClassLoader classLoader, String resource) {
        loader.loadResource(classLoader, resource);
        return this;
    }

    /**
     * The folder of {@code agents.toml} and {@code workstacks.toml}; either may be missing.
     *
     * @param folder such as {@code /etc/op-dbus}
     * @return this builder
     */
    public OrchestratedExecutorBuilder config(Path folder) {
        config = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Finds tools, agents and transports by ServiceLoader, through this thread's context class loader. Off unless asked for.
     *
     * @return this builder
     */
    public OrchestratedExecutorBuilder discoverPlugins() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return discoverPlugins(context != null ? context : ClassLoader.getSystemClassLoader());
    }

    /**
     * Finds tools, agents, transports and packaged skills by ServiceLoader and class path.
     *
     * @param classLoader knows the plug-ins
     * @return this builder
     */
    public OrchestratedExecutorBuilder discoverPlugins(ClassLoader classLoader) {
        discovery = Objects.requireNonNull(classLoader, "classLoader");
        return this;
    }

    /**
     * Finds tools, agents and transports in the modules of a layer.
     *
     * @param layer the layer that the plug-ins were resolved into
     * @return this builder
     */
    public OrchestratedExecutorBuilder discoverPlugins(ModuleLayer layer) {
        moduleLayer = Objects.requireNonNull(layer, "layer");
        return this;
    }

    /**
     * Lets the built-in file tools read and write below a folder, and programs work there.
     *
     * @param folder an existing folder
     * @return this builder
     */
    public OrchestratedExecutorBuilder allowRoot(Path folder) {
        builtins.root(folder);
        return this;
    }

    /**
     * Lets the built-in {@code process_run} start a program.
     *
     * @param program the name as it will be given
     * @return this builder
     */
    public OrchestratedExecutorBuilder allowProgram(String program) {
        builtins.allowProgram(program);
        return this;
    }

    /**
     * Who is told of every tool call.
     *
     * @param listener calls are logged at debug level unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder toolAudit(ToolAudit listener) {
        audit = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * How long a stopped step may take to end before its outcome is unknown (R10).
     *
     * @param grace 5 s unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder gracePeriod(Duration grace) {
        gracePeriod = positive(grace, "gracePeriod");
        return this;
    }

    /**
     * How long a rollback may take (R12).
     *
     * @param limit 5 min unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder rollbackTimeout(Duration limit) {
        rollbackTimeout = positive(limit, "rollbackTimeout");
        return this;
    }

    /**
     * How long a {@code finally} phase may take that sets no timeout itself (R16).
     *
     * @param limit 5 min unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder finallyTimeout(Duration limit) {
        finallyTimeout = positive(limit, "finallyTimeout");
        return this;
    }

    /**
     * How long {@link OrchestratedExecutor#close()} may wait for runs to stop and roll back.
     *
     * @param limit 30 s unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder closeTimeout(Duration limit) {
        closeTimeout = positive(limit, "closeTimeout");
        return this;
    }

    /**
     * How many threads run blocking tools and agents on Java before 21; from 21 on each call has a virtual thread.
     *
     * @param threads 64 unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder blockingThreads(int threads) {
        if (threads < 1) {
            throw OrchestratedExecutor.argument("blockingThreads must be at least 1, is " + threads);
        }
        blockingThreads = threads;
        return this;
    }

    /**
     * How large a step's result may be as JSON (R19); a tool may set its own limit.
     *
     * @param bytes 1 MiB unless set
     * @return this builder
     */
    public OrchestratedExecutorBuilder maxOutputBytes(int bytes) {
        if (bytes < 1) {
            throw OrchestratedExecutor.argument("maxOutputBytes must be at least 1, is " + bytes);
        }
        maxOutputBytes = bytes;
        return this;
    }

    private static Duration positive(Duration value, String what) {
        if (value.isZero() || value.isNegative()) {
            throw OrchestratedExecutor.argument(what + " must be longer than zero, is " + value);
        }
        return value;
    }

    /**
     * Builds the executor. Run-on-connection agents are started and connected in the background.
     *
     * @return the executor; close it
     * @throws InvalidDefinitionException if definitions, skills or configuration files have errors; all are listed
     * @throws OpdbusException with {@code DUPLICATE_NAME} if two things have one name
     */
    public OrchestratedExecutor build() {
        HostConfig read = HostConfig.read(config, System.getenv(), problems);
        if (problems.hasErrors()) {
            throw new InvalidDefinitionException(ErrorCode.INVALID_DEFINITION, problems.sorted());
        }
        Plugins plugins = discover();
        boolean built = false;
        try {
            OrchestratedExecutor executor = assemble(read, plugins);
            built = true;
            return executor;
        } finally {
            if (!built) {
                plugins.resources().forEach(OrchestratedExecutorBuilder::closeQuietly);
            }
        }
    }

    private OrchestratedExecutor assemble(HostConfig read, Plugins plugins) {
        if (discovery != null) {
            skills.classPath(discovery);
        }
        BuiltinTools builtin = builtins.build();
        ToolRegistry.Builder registry = ToolRegistry.builder();
        tools.forEach(registry::add);
        plugins.tools().forEach(registry::add);
        builtin.tools().forEach(registry::add);
        SkillRegistry skillRegistry = skills.build();
        List<Agent> hosted = new ArrayList<>(agents);
        hosted.addAll(plugins.agents());
        AgentCatalog catalog = AgentCatalog.of(hosted, read.agents());
        List<LoadedWorkstack> known = new ArrayList<>(workstacks);
        known.addAll(loader.workstacks());
        Definitions definitions = new Definitions(known);

        BlockingExecutor blocking = BlockingExecutor.create(blockingThreads);
        BlockingExecutor listenerThreads = BlockingExecutor.create(16);
        DaemonTimers timers = new DaemonTimers();
        ExecutorService engineThreads = engineThreads();
        TrackedToolExecutor.Builder toolExecutor = TrackedToolExecutor.builder(registry.build(), blocking, timers)
                .skillRules(skillRegistry::allowedTools)
                .maxOutputBytes(maxOutputBytes);
        if (audit != null) {
            toolExecutor.audit(audit);
        }
        TrackedToolExecutor trackedTools = toolExecutor.build();
        AgentPool.Builder poolBuilder = AgentPool.builder(catalog, blocking, timers)
                .transport(new InProcessTransport(catalog.hosted(), blocking, timers));
        transports.forEach(poolBuilder::transport);
        plugins.transports().forEach(poolBuilder::transport);
        AgentPool pool = poolBuilder.build();
        HostInvoker invoker = new HostInvoker(trackedTools, pool);
        RunEngine engine = new RunEngine(
                invoker,
                invoker,
                timers,
                EngineClock.system(),
                engineThreads,
                listenerThreads::execute,
                new MachineSettings(gracePeriod, rollbackTimeout, finallyTimeout));
        List<AutoCloseable> closing = new ArrayList<>(resources);
        closing.add(builtin);
        closing.addAll(plugins.resources());
        pool.connect();
        return new OrchestratedExecutor(new HostParts(
                definitions,
                new HostCatalogue(trackedTools.registry(), catalog, pool, skillRegistry),
                read::workstack,
                trackedTools,
                catalog,
                pool,
                skillRegistry,
                engine,
                blocking,
                listenerThreads,
                engineThreads,
                timers,
                closing,
                closeTimeout,
                new AtomicBoolean()));
    }

    private Plugins discover() {
        if (moduleLayer != null) {
            return Plugins.discover(moduleLayer);
        }
        return discovery == null ? Plugins.NONE : Plugins.discover(discovery);
    }

    /** A few threads that go on with runs after timers and cancels; their tasks are short. */
    private static ExecutorService engineThreads() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "opdbus-engine-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ignored) {
            // The failure that keeps the executor from being built is the one to tell.
        }
    }
}
