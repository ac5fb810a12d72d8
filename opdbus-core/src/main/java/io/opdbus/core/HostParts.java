package io.opdbus.core;

import io.opdbus.core.agent.AgentCatalog;
import io.opdbus.core.agent.AgentPool;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.engine.RunEngine;
import io.opdbus.core.plan.PlanCatalogue;
import io.opdbus.core.skill.SkillRegistry;
import io.opdbus.core.tool.TrackedToolExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an executor is made of, and the order in which it is taken apart. */
record HostParts(
        Definitions definitions,
        PlanCatalogue catalogue,
        Function<String, Optional<WorkstackExecutor.WorkstackSwitch>> switches,
        TrackedToolExecutor tools,
        AgentCatalog agents,
        AgentPool pool,
        SkillRegistry skills,
        RunEngine engine,
        BlockingExecutor blocking,
        BlockingExecutor listenerThreads,
        ExecutorService engineThreads,
        DaemonTimers timers,
        List<AutoCloseable> resources,
        Duration closeTimeout,
        AtomicBoolean closed) {

    private static final Logger LOG = LoggerFactory.getLogger(HostParts.class);

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!engine.close("the executor was closed", closeTimeout)) {
            LOG.warn("{} runs had not ended {} after the executor was closed", engine.activeRuns(), closeTimeout);
        }
        tools.close();
        pool.close(closeTimeout);
        blocking.close();
        listenerThreads.close();
        engineThreads.shutdown();
        timers.close();
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception failure) {
                LOG.warn("{} failed to close", resource.getClass().getName(), failure);
            }
        }
    }
}
