package io.opdbus.api.run;

import io.opdbus.api.value.Values;
import io.opdbus.api.workstack.Workstack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run, with which inputs, how long, and who listens. Immutable: each method gives a changed copy.
 */
public final class RunRequest {

    private final String name;
    private final Optional<Workstack> workstack;
    private final Map<String, @Nullable Object> inputs;
    private final Optional<Duration> timeout;
    private final Optional<String> session;
    private final List<RunListener> listeners;

    private RunRequest(
            String name,
            Optional<Workstack> workstack,
            Map<String, @Nullable Object> inputs,
            Optional<Duration> timeout,
            Optional<String> session,
            List<RunListener> listeners) {
        this.name = name;
        this.workstack = workstack;
        this.inputs = inputs;
        this.timeout = timeout;
        this.session = session;
        this.listeners = listeners;
    }

    /**
     * Something that the executor knows by name.
     *
     * @param name a name as in {@code OrchestratedExecutor.run}, such as {@code workstack_full_stack_feature}
     * @return a request without inputs
     */
    public static RunRequest of(String name) {
        Objects.requireNonNull(name, "name");
        return new RunRequest(name, Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * A workstack that the executor need not know.
     *
     * @param workstack the workstack
     * @return a request without inputs
     */
    public static RunRequest of(Workstack workstack) {
        return new RunRequest(
                workstack.id(), Optional.of(workstack), Map.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The same request with an input.
     *
     * @param input its name
     * @param value a JSON-like value, or a {@link io.opdbus.api.value.Secret}
     * @return a copy
     */
    public RunRequest input(String input, @Nullable Object value) {
        return inputs(Collections.singletonMap(input, value));
    }

    /**
     * The same request with several inputs.
     *
     * @param values JSON-like values by name; they replace those of the same names
     * @return a copy
     */
    public RunRequest inputs(Map<String, ?> values) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(inputs);
        merged.putAll(Values.map(values));
        return new RunRequest(name, workstack, Collections.unmodifiableMap(merged), timeout, session, listeners);
    }

    /**
     * The same request with a deadline.
     *
     * @param limit how long the run may take; longer than zero. The definition's timeout binds as well: the earlier
     *     wins
     * @return a copy
     */
    public RunRequest timeout(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("a timeout must be longer than zero, is " + limit);
        }
        return new RunRequest(name, workstack, inputs, Optional.of(limit), session, listeners);
    }

    /**
     * The same request in a named session: its agents' state outlives the run.
     *
     * @param id the session's id; a session of the run's own unless set
     * @return a copy
     */
    public RunRequest session(String id) {
        return new RunRequest(name, workstack, inputs, timeout, Optional.of(id), listeners);
    }

    /**
     * The same request with a listener.
     *
     * @param listener is told, besides those given before
     * @return a copy
     */
    public RunRequest listener(RunListener listener) {
        List<RunListener> more = new ArrayList<>(listeners);
        more.add(Objects.requireNonNull(listener, "listener"));
        return new RunRequest(name, workstack, inputs, timeout, session, List.copyOf(more));
    }

    /**
     * What is to be run.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The workstack, where it was given.
     *
     * @return the workstack, or empty where {@link #name()} says what is to be run
     */
    public Optional<Workstack> workstack() {
        return workstack;
    }

    /**
     * The inputs.
     *
     * @return an unmodifiable map
     */
    public Map<String, @Nullable Object> inputs() {
        return inputs;
    }

    /**
     * How long the run may take.
     *
     * @return the timeout, or empty for the definition's
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * The named session.
     *
     * @return its id, or empty for a session of the run's own
     */
    public Optional<String> session() {
        return session;
    }

    /**
     * Who is told.
     *
     * @return the listeners, may be empty
     */
    public List<RunListener> listeners() {
        return listeners;
    }
}
