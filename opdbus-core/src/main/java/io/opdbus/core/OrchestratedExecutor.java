package io.opdbus.core;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.agent.AgentCatalog;
import io.opdbus.core.agent.PoolStatus;
import io.opdbus.core.definition.DefinitionLoader;
import io.opdbus.core.definition.LoadedWorkstack;
import io.opdbus.core.engine.RunEngine;
import io.opdbus.core.plan.Compilation;
import io.opdbus.core.plan.InputBinder;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.ResolvedStep;
import io.opdbus.core.skill.SkillRegistry;
import io.opdbus.core.source.Problems;
import io.opdbus.core.tool.ToolRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host application builds, fills with tools, agents, skills and definitions, and runs. Safe for use by several threads.
 *
 * <p>What is run is named as follows (the prefix wins; a bare id counts where it fits exactly one thing):
 *
 * <table>
 *   <caption>Names and what they run</caption>
 *   <tr><th>name</th><th>what is run</th><th>inputs</th></tr>
 *   <tr><td>{@code workstack_<id>}</td><td>a workstack</td><td>its inputs</td></tr>
 *   <tr><td>{@code skill_<name>}</td><td>a tool with that skill</td><td>{@code tool}, {@code arguments}</td></tr>
 *   <tr><td>{@code agent_<id>}</td><td>an agent</td><td>{@code operation}, {@code arguments}</td></tr>
 *   <tr><td>{@code agent_<id>.<operation>}</td><td>an agent's operation</td><td>its arguments</td></tr>
 *   <tr><td>{@code coordinate}</td><td>several agents</td><td>{@code agents}, {@code strategy}, {@code arguments}</td></tr>
 *   <tr><td>anything else</td><td>the tool of that name</td><td>its arguments</td></tr>
 * </table>
 */
public final class OrchestratedExecutor implements AutoCloseable {

    private final HostParts parts;
    private final WorkstackExecutor workstacks;
    private final NameResolver names;

    OrchestratedExecutor(HostParts parts) {
        this.parts = parts;
        this.workstacks = new WorkstackExecutor(parts.definitions(), parts.catalogue(), parts.pool(), parts.switches());
        this.names = new NameResolver(workstacks, parts.definitions(), parts.catalogue());
    }

    /**
     * Starts to describe an executor.
     *
     * @return a builder; the built-in tools are there, those for files and programs once roots and programs are allowed
     */
    public static OrchestratedExecutorBuilder builder() {
        return new OrchestratedExecutorBuilder();
    }

    /**
     * Runs something by name and waits for its end.
     *
     * @param name what is run, as the class describes
     * @param inputs JSON-like values by name
     * @return how it ended, whatever the end; {@link RunResult#orElseThrow()} insists on success
     * @throws UnknownNameException if nothing is called so, or several things are
     * @throws InvalidDefinitionException if the definition or the inputs have problems; nothing has run
     * @throws OpdbusException with {@code CLOSED} if the executor is closed; with {@code CANCELLED} if this thread is
     *     interrupted, which cancels the run
     */
    public RunResult run(String name, Map<String, ?> inputs) {
        return run(RunRequest.of(name).inputs(inputs));
    }

    /**
     * Runs something and waits for its end. This thread carries the run as far as it goes without waiting.
     *
     * @param request what is run
     * @return how it ended, whatever the end; {@link RunResult#orElseThrow()} insists on success
     * @throws UnknownNameException if nothing is called so, or several things are
     * @throws InvalidDefinitionException if the definition or the inputs have problems; nothing has run
     * @throws OpdbusException with {@code CLOSED} if the executor is closed; with {@code CANCELLED} if this thread is
     *     interrupted, which cancels the run
     */
    public RunResult run(RunRequest request) {
        Run run = parts.engine().startHere(prepare(request));
        try {
            return run.await();
        } catch (OpdbusException interrupted) {
            run.cancel("the thread that waited for the run was interrupted");
            throw interrupted;
        }
    }

    /**
     * Starts something, which goes on by itself.
     *
     * @param request what is run
     * @return the run under way
     * @throws UnknownNameException if nothing is called so, or several things are
     * @throws InvalidDefinitionException if the definition or the inputs have problems; nothing has run
     * @throws OpdbusException with {@code CLOSED} if the executor is closed
     */
    public Run start(RunRequest request) {
        return parts.engine().start(prepare(request));
    }

    /**
     * What a run of the request would do, without doing it: everything is checked as for a run, inputs included.
     *
     * @param request what would be run
     * @return what R6 and R7 resolved for each step, those that undo last
     * @throws UnknownNameException if nothing is called so, or several things are
     * @throws InvalidDefinitionException if the definition or the inputs have problems
     */
    public List<ResolvedStep> resolve(RunRequest request) {
        NameResolver.Target target = target(request);
        InputBinder.bind(target.plan(), target.inputs(), RunEngine.newRunId());
        return target.plan().resolved();
    }

    private NameResolver.Target target(RunRequest request) {
        if (request.workstack().isPresent()) {
            LoadedWorkstack workstack =
                    LoadedWorkstack.fluent(request.workstack().get());
            return new NameResolver.Target(workstacks.plan(workstack), request.inputs());
        }
        return names.resolve(request.name(), request.inputs());
    }

    private RunEngine.Start prepare(RunRequest request) {
        NameResolver.Target target = target(request);
        Plan plan = target.plan();
        String runId = RunEngine.newRunId();
        @Nullable Object[] values = InputBinder.bind(plan, target.inputs(), runId);
        request.session().ifPresent(session -> parts.pool().openSession(session));
        return new RunEngine.Start(
                plan,
                runId,
                values,
                request.session().orElse(null),
                request.timeout().orElse(null),
                request.listeners());
    }

    /**
     * Checks a workstack as a run would, without running it (R1). Agents whose operations only they know are asked.
     *
     * @param workstack the workstack
     * @return its problems, and what R6 and R7 resolved
     */
    public Validation validate(Workstack workstack) {
        return validation(LoadedWorkstack.fluent(workstack), List.of());
    }

    /**
     * Checks a file as a run would, without running it (R1).
     *
     * @param file a YAML or JSON file with one workstack
     * @return its problems with line and column, and what R6 and R7 resolved
     */
    public Validation validate(Path file) {
        Problems problems = new Problems();
        List<LoadedWorkstack> loaded = new DefinitionLoader(problems).load(file).workstacks();
        if (loaded.isEmpty()) {
            return new Validation(problems.sorted(), List.of(), Optional.empty());
        }
        return validation(loaded.get(0), problems.sorted());
    }

    private Validation validation(LoadedWorkstack loaded, List<Problem> shape) {
        Compilation compilation = workstacks.compile(loaded);
        List<Problem> problems = new ArrayList<>(shape);
        problems.addAll(compilation.problems());
        return new Validation(
                problems, compilation.plan().map(Plan::resolved).orElse(List.of()), Optional.of(loaded.workstack()));
    }

    /**
     * The workstacks that are known by id.
     *
     * @return in the order of their ids
     */
    public List<Workstack> workstacks() {
        return parts.definitions().all();
    }

    /**
     * The tools.
     *
     * @return the registry
     */
    public ToolRegistry tools() {
        return parts.tools().registry();
    }

    /**
     * The agents, of this process and elsewhere.
     *
     * @return the catalogue
     */
    public AgentCatalog agents() {
        return parts.agents();
    }

    /**
     * The skills.
     *
     * @return the registry
     */
    public SkillRegistry skills() {
        return parts.skills();
    }

    /**
     * How the agent pool stands.
     *
     * @return a snapshot
     */
    public PoolStatus poolStatus() {
        return parts.pool().status();
    }

    /**
     * Opens a session of the agents that outlives a run: runs that name it share its agents' state.
     *
     * @param id the session's id
     */
    public void openSession(String id) {
        parts.pool().openSession(id);
    }

    /**
     * Ends a session that was opened or named: its agents let go of its state.
     *
     * @param id the session's id; nothing happens if it is not open
     */
    public void closeSession(String id) {
        parts.pool().closeSession(id);
    }

    /**
     * Takes no more runs, cancels those under way, lets them roll back, and lets go of agents, processes and threads. Bounded in
     * time by the builder's close timeout (30 s unless set); what has not ended then is abandoned and logged. May be called
     * more than once.
     */
    @Override
    public void close() {
        parts.close();
    }

    static OpdbusException argument(String message) {
        return new OpdbusException(ErrorCode.INVALID_ARGUMENT, message);
    }
}
