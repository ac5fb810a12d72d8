package io.opdbus.core.agent;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.text.Suggestions;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which agents there are: those registered in this process, and those of the configuration, which are those of agents.toml
 * and the well-known ones at their ports. A registered agent goes before a mere port of its id. Safe for use by several threads.
 */
public final class AgentCatalog {

    private static final int MAX_SUGGESTIONS = 3;

    private final AgentsConfig config;
    private final Map<String, AgentEntry> entries;
    /** What agents that were asked said of themselves. */
    private final Map<String, AgentDescriptor> learned = new ConcurrentHashMap<>();

    private AgentCatalog(AgentsConfig config, Map<String, AgentEntry> entries) {
        this.config = config;
        this.entries = entries;
    }

    /**
     * Makes a catalogue.
     *
     * @param agents the agents of this process
     * @param config the agents elsewhere, and the limits of all
     * @return the catalogue
     * @throws OpdbusException with {@link ErrorCode#DUPLICATE_NAME} if two agents have one id, or one that is registered
     *     is configured at an address elsewhere; with {@link ErrorCode#INVALID_DEFINITION} if what the configuration says
     *     of an agent cannot hold
     */
    public static AgentCatalog of(Collection<? extends Agent> agents, AgentsConfig config) {
        Map<String, AgentEntry> entries = new TreeMap<>();
        EntryReader reader = new EntryReader(config);
        for (Agent agent : agents) {
            AgentEntry entry = reader.registered(agent);
            AgentEntry other = entries.putIfAbsent(entry.id(), entry);
            if (other != null) {
                throw new OpdbusException(
                        ErrorCode.DUPLICATE_NAME,
                        "two agents are named '" + entry.id() + "': "
                                + other.agent().orElseThrow().getClass().getName() + " and "
                                + agent.getClass().getName() + "; register one of them");
            }
        }
        config.agents().forEach((id, said) -> entries.computeIfAbsent(id, absent -> reader.configured(said)));
        AgentCatalog catalog = new AgentCatalog(config, Collections.unmodifiableMap(entries));
        config.runOnConnection().forEach(catalog::entry);
        return catalog;
    }

    /**
     * An agent.
     *
     * @param id its id
     * @return who it is and what it can do, without operations where only the agent knows them and was not asked yet;
     *     empty if there is no such agent
     */
    public Optional<AgentDescriptor> find(String id) {
        AgentDescriptor told = learned.get(id);
        return told != null
                ? Optional.of(told)
                : Optional.ofNullable(entries.get(id)).map(AgentEntry::descriptor);
    }

    /**
     * An agent that must be there.
     *
     * @param id its id
     * @return as {@link #find}
     * @throws UnknownNameException if there is no such agent; it names the nearest
     */
    public AgentDescriptor get(String id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * All ids.
     *
     * @return the ids in alphabetical order
     */
    public Collection<String> ids() {
        return entries.keySet();
    }

    /**
     * The agents of this process, for the transport that hosts them.
     *
     * @return the registered agents in the order of their ids
     */
    public List<Agent> hosted() {
        return entries.values().stream()
                .flatMap(entry -> entry.agent().stream())
                .toList();
    }

    /**
     * Where an agent is reached.
     *
     * @param id its id
     * @return its address
     * @throws UnknownNameException if there is no such agent
     */
    public AgentAddress address(String id) {
        return entry(id).address();
    }

    /**
     * How long an attempt may take unless its step says otherwise; for a streaming operation how long it may be silent.
     *
     * @param id the agent's id
     * @return the agent's request timeout
     * @throws UnknownNameException if there is no such agent
     */
    public Duration requestTimeout(String id) {
        return entry(id).settings().limits().requestTimeout();
    }

    /**
     * What the catalogue was made with.
     *
     * @return the configuration
     */
    public AgentsConfig config() {
        return config;
    }

    Collection<AgentEntry> entries() {
        return entries.values();
    }

    AgentEntry entry(String id) {
        AgentEntry entry = entries.get(id);
        if (entry == null) {
            throw unknown(id);
        }
        return entry;
    }

    /** Keeps what an agent said of itself. */
    AgentDescriptor learn(AgentEntry entry, AgentDescriptor told) {
        AgentDescriptor merged = EntryReader.merge(entry, told);
        learned.put(entry.id(), merged);
        return merged;
    }

    UnknownNameException unknown(String id) {
        List<String> near = Suggestions.nearest(id, entries.keySet(), MAX_SUGGESTIONS);
        return new UnknownNameException(
                ErrorCode.UNKNOWN_NAME,
                id,
                "there is no agent '" + id + "'"
                        + (near.isEmpty()
                                ? "; register it, or name its address in agents.toml under [agents." + id + "]"
                                : "; did you mean " + String.join(" or ", near) + "?"),
                near);
    }
}
