package io.opdbus.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/PID/stat}, as far as it matters here.
 *
 * @param pid the process id
 * @param state the state's letter, such as R, S or Z
 * @param parent the parent's process id
 * @param group the process group
 * @param session the session
 * @param started when the process was made, in clock ticks since boot; with the pid it names a process for good
 */
record ProcStat(long pid, char state, long parent, long group, long session, long started) {

    private static final Path PROC = Path.of("/proc");

    /** Positions after the name's closing bracket, where {@code state} is 0. */
    private static final int PARENT = 1;

    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    static boolean available() {
        return read(ProcessHandle.current().pid()) != null;
    }

    /** The process of that id, or null where there is none. */
    static @Nullable ProcStat read(long pid) {
        try {
            // The name is whatever bytes the process chose; the numbers after it are ASCII.
            return parse(Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    static ProcStat parse(String line) {
        long pid = Long.parseLong(line, 0, line.indexOf(' '), 10);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new ProcStat(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[GROUP]),
                Long.parseLong(fields[SESSION]),
                Long.parseLong(fields[STARTED]));
    }

    /** All processes that can be seen and that are not dead. */
    static List<ProcStat> living() {
        List<ProcStat> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, ProcStat::isProcess)) {
            for (Path entry : entries) {
                ProcStat stat = read(Long.parseLong(entry.getFileName().toString()));
                if (stat != null && !stat.dead()) {
                    all.add(stat);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return all;
        }
        return all;
    }

    private static boolean isProcess(Path entry) {
        char first = entry.getFileName().toString().charAt(0);
        return first >= '0' && first <= '9';
    }

    /** Ended, and perhaps waiting for its parent to notice. */
    boolean dead() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** Whether the environment that the process was started with holds this text; false where it cannot be read. */
    boolean environmentHolds(String text) {
        try {
            return Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1)
                    .contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
