package io.opdbus.core.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way for systems without {@code /proc}: repeated snapshots of the children's tree. It misses a process whose
 * parent ended between two snapshots.
 */
final class DescendantKin implements Kin {

    private static final long WATCH_MILLIS = 200;

    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    DescendantKin(ProcessHandle leader) {
        seen.add(leader);
    }

    @Override
    public List<ProcessHandle> alive() {
        for (ProcessHandle known : new ArrayList<>(seen)) {
            try (Stream<ProcessHandle> descendants = known.descendants()) {
                descendants.forEach(seen::add);
            }
        }
        seen.removeIf(known -> !known.isAlive());
        return new ArrayList<>(seen);
    }

    @Override
    public long watchMillis() {
        return WATCH_MILLIS;
    }
}
