package io.opdbus.core.engine;

import io.opdbus.api.run.RunEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a run in memory. One thread at a time writes; any thread reads what was written before, without a lock. */
final class EventLog {

    private @Nullable RunEvent[] events = new RunEvent[32];
    private volatile int size;

    void add(RunEvent event) {
        int at = size;
        if (at == events.length) {
            events = Arrays.copyOf(events, at * 2);
        }
        events[at] = event;
        size = at + 1;
    }

    @SuppressWarnings("NullAway") // every place below the size is filled
    List<RunEvent> snapshot() {
        int count = size;
        return Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(events, count)));
    }
}
