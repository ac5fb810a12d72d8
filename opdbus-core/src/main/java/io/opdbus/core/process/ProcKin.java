package io.opdbus.core.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The way for Linux. A process belongs to the family if it is in the leader's group or session, carries the leader's
 * marker in its environment, descends from a process that belongs, or belonged when it was last seen. To get away, a
 * process must do all of this between two looks: leave the session, drop its environment and lose its parent.
 */
final class ProcKin implements Kin {

    private static final long KILL_COMMAND_SECONDS = 2;

    private final long leader;
    private final String marker;
    private final long notBefore;
    private final Map<Long, Long> startedByPid = new HashMap<>();
    private boolean idsInUse = true;
    private boolean groupSeen;

    /**
     * The family of a process that was just started.
     *
     * @param leader the process id of the first process, which also names the group and the session if it leads them
     * @param marker text that only the environment of this family holds
     */
    ProcKin(long leader, String marker) {
        this.leader = leader;
        this.marker = marker;
        ProcStat stat = ProcStat.read(leader);
        this.notBefore = stat == null ? 0 : stat.started();
        if (stat != null) {
            startedByPid.put(leader, stat.started());
        }
    }

    @Override
    public List<ProcessHandle> alive() {
        long self = ProcessHandle.current().pid();
        List<ProcStat> candidates = new ArrayList<>();
        for (ProcStat stat : ProcStat.living()) {
            if (stat.started() >= notBefore && stat.pid() != self) {
                candidates.add(stat);
            }
        }
        Set<ProcStat> kin = new HashSet<>();
        candidates.stream().filter(this::belongs).forEach(kin::add);
        addDescendants(kin, candidates);
        noteIds(kin);
        startedByPid.clear();
        List<ProcessHandle> handles = new ArrayList<>();
        for (ProcStat stat : kin) {
            startedByPid.put(stat.pid(), stat.started());
            handle(stat).ifPresent(handles::add);
        }
        return handles;
    }

    private boolean belongs(ProcStat stat) {
        return idsInUse && (stat.group() == leader || stat.session() == leader)
                || Long.valueOf(stat.started()).equals(startedByPid.get(stat.pid()))
                || stat.environmentHolds(marker);
    }

    private static void addDescendants(Set<ProcStat> kin, List<ProcStat> candidates) {
        Set<Long> pids = new HashSet<>();
        kin.forEach(stat -> pids.add(stat.pid()));
        boolean grown = !pids.isEmpty();
        while (grown) {
            grown = false;
            for (ProcStat stat : candidates) {
                if (pids.contains(stat.parent()) && kin.add(stat)) {
                    pids.add(stat.pid());
                    grown = true;
                }
            }
        }
    }

    /** An id that no process, group or session bears any more may be given to strangers, so it stops counting. */
    private void noteIds(Set<ProcStat> kin) {
        groupSeen = kin.stream().anyMatch(stat -> stat.group() == leader);
        idsInUse &= kin.stream()
                .anyMatch(stat -> stat.pid() == leader || stat.group() == leader || stat.session() == leader);
    }

    /** Made between two readings of the same start time, the handle is of the process that was seen. */
    private static Optional<ProcessHandle> handle(ProcStat seen) {
        Optional<ProcessHandle> handle = ProcessHandle.of(seen.pid());
        ProcStat again = ProcStat.read(seen.pid());
        return again != null && again.started() == seen.started() ? handle : Optional.empty();
    }

    /** The kernel signals a group in one step, so a member that forks meanwhile cannot get away. */
    @Override
    public void killGroup() {
        Optional<String> kill = ProgramLookup.find("kill").map(Object::toString);
        if (!groupSeen || kill.isEmpty()) {
            return;
        }
        try {
            Process process = new ProcessBuilder(kill.get(), "-s", "KILL", "--", "-" + leader)
                    .redirectInput(ProcessBuilder.Redirect.from(ProcessRunner.NULL_DEVICE))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(KILL_COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // The caller goes on killing one by one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long watchMillis() {
        return 0;
    }
}
