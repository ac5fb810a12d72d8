package io.opdbus.core.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds programs as the operating system would, without a shell. Instances are immutable. */
public final class ProgramLookup {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final List<Path> directories;
    private final List<String> suffixes;

    private ProgramLookup(List<Path> directories, List<String> suffixes) {
        this.directories = directories;
        this.suffixes = suffixes;
    }

    /**
     * Looks in the directories of a search path. Entries that are empty or relative are left out, because what they
     * mean depends on where one stands.
     *
     * @param path directories in the form of the {@code PATH} variable; null for the system's usual ones
     * @return the lookup
     */
    public static ProgramLookup ofPath(@Nullable String path) {
        List<Path> directories = new ArrayList<>();
        for (String entry : (path == null ? DEFAULT_PATH : path).split(File.pathSeparator)) {
            try {
                Path directory = Path.of(entry);
                if (directory.isAbsolute()) {
                    directories.add(directory);
                }
            } catch (InvalidPathException e) {
                // An entry that cannot be a path holds no program.
            }
        }
        return new ProgramLookup(List.copyOf(directories), suffixes());
    }

    private static List<String> suffixes() {
        if (File.separatorChar == '/') {
            return List.of("");
        }
        List<String> suffixes = new ArrayList<>();
        suffixes.add("");
        String known = System.getenv("PATHEXT");
        for (String suffix : (known == null ? ".COM;.EXE;.BAT;.CMD" : known).split(";")) {
            suffixes.add(suffix.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(suffixes);
    }

    /**
     * Looks for a program in the {@code PATH} of this JVM.
     *
     * @param program a name such as {@code cargo}, or an absolute path
     * @return the absolute path of an executable file, or empty
     */
    public static Optional<Path> find(String program) {
        return ofPath(System.getenv("PATH")).find(program, Path.of(""));
    }

    /**
     * Looks for a program.
     *
     * @param program a name without a slash is looked for in the search path; anything else is a path
     * @param directory where a relative path starts
     * @return the absolute path of an executable file, symbolic links not resolved, or empty
     */
    public Optional<Path> find(String program, Path directory) {
        if (program.isEmpty() || program.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        if (program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0) {
            return executable(directory, program);
        }
        return directories.stream()
                .flatMap(candidate -> executable(candidate, program).stream())
                .findFirst();
    }

    /**
     * Where this lookup looks.
     *
     * @return absolute directories, in order
     */
    public List<Path> directories() {
        return directories;
    }

    private Optional<Path> executable(Path directory, String program) {
        for (String suffix : suffixes) {
            try {
                Path file = directory.resolve(program + suffix).toAbsolutePath();
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
