package io.opdbus.core.tool.builtin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directories that tools may touch. A path is first cleaned of {@code ..} by its text, then its links are resolved,
 * and what comes out must lie inside a root. The place is later entered step by step without following links.
 */
final class Roots {

    /**
     * One allowed directory.
     *
     * @param given the absolute path as the host named it
     * @param real its real path
     * @param writable whether tools may write there
     */
    record Root(Path given, Path real, boolean writable) {

        static Root of(Path path, boolean writable) {
            Path given = path.toAbsolutePath().normalize();
            try {
                Path real = given.toRealPath();
                if (!Files.isDirectory(real)) {
                    throw new IllegalArgumentException("the root " + given + " is no directory");
                }
                return new Root(given, real, writable);
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException("the root " + given + " does not exist", e);
            } catch (IOException e) {
                throw new UncheckedIOException("the root " + given + " cannot be used", e);
            }
        }
    }

    private final List<Root> roots;

    Roots(List<Root> roots) {
        this.roots = List.copyOf(roots);
    }

    boolean anyWritable() {
        return roots.stream().anyMatch(Root::writable);
    }

    boolean isEmpty() {
        return roots.isEmpty();
    }

    /** A file or directory that must exist. */
    Place existing(String path) {
        Path wanted = inside(path);
        try {
            return place(path, wanted.toRealPath());
        } catch (IOException e) {
            throw Failures.io("use '" + path + "'", e);
        }
    }

    /** A file to write, which may not exist, nor may the directories above it. */
    Place writable(String path) {
        Path wanted = inside(path);
        Path existing = wanted;
        while (existing.getParent() != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        Place place;
        try {
            Path missing = existing.relativize(wanted);
            Path real = existing.toRealPath();
            place = place(path, missing.toString().isEmpty() ? real : real.resolve(missing));
        } catch (IOException e) {
            throw Failures.io("write '" + path + "'", e);
        }
        if (!place.root().writable()) {
            throw Failures.denied("'" + path + "' lies in " + place.root().given() + ", which is read-only");
        }
        if (place.relative().toString().isEmpty()) {
            throw Failures.invalid("'" + path + "' is a root, not a file");
        }
        return place;
    }

    private Path inside(String path) {
        Path wanted;
        try {
            wanted = roots.get(0).given().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw Failures.invalid("argument 'path' is no path: " + e.getReason());
        }
        if (roots.stream().noneMatch(root -> wanted.startsWith(root.given()) || wanted.startsWith(root.real()))) {
            throw outside(path);
        }
        return wanted;
    }

    /** The innermost root decides, so that a read-only one can lie inside a writable one. */
    private Place place(String path, Path real) {
        Optional<Root> innermost = Optional.empty();
        for (Root root : roots) {
            if (real.startsWith(root.real())
                    && innermost
                            .map(found ->
                                    root.real().getNameCount() > found.real().getNameCount())
                            .orElse(true)) {
                innermost = Optional.of(root);
            }
        }
        Root root = innermost.orElseThrow(() -> outside(path));
        return new Place(root, root.real().relativize(real), name(real));
    }

    private RuntimeException outside(String path) {
        return Failures.denied("'" + path + "' leads outside the allowed directories "
                + roots.stream().map(Root::given).toList());
    }

    /** How a result names a place: relative to the first root where it lies inside, so that it can be handed back. */
    private String name(Path real) {
        Path first = roots.get(0).real();
        if (!real.startsWith(first)) {
            return real.toString();
        }
        String relative = first.relativize(real).toString();
        return relative.isEmpty() ? "." : relative;
    }

    /**
     * A checked place.
     *
     * @param root the root that it lies in
     * @param relative the real path from there, empty for the root itself
     * @param name how results and errors name it
     */
    record Place(Root root, Path relative, String name) {

        Path real() {
            return root.real().resolve(relative);
        }

        String fileName() {
            return real().getFileName().toString();
        }

        /** Opens the directory that this place is. */
        Directory open() {
            return descend(relative, false);
        }

        /** Opens the directory that this place is in. */
        Directory openParent(boolean create) {
            Path parent = relative.getParent();
            return descend(parent == null ? Path.of("") : parent, create);
        }

        private Directory descend(Path way, boolean create) {
            Path at = root.real();
            try {
                Directory directory = Directory.at(at);
                if (way.toString().isEmpty()) {
                    return directory;
                }
                for (Path step : way) {
                    at = at.resolve(step);
                    directory = next(directory, step.toString(), at, create);
                }
                return directory;
            } catch (NoSuchFileException e) {
                throw Failures.failed("the directory of '" + name + "' does not exist"
                        + (root.writable() ? "; create_dirs: true makes it" : ""));
            } catch (IOException e) {
                throw elsewhere(e);
            }
        }

        private static Directory next(Directory directory, String step, Path path, boolean create) throws IOException {
            try (directory) {
                try {
                    return directory.enter(step);
                } catch (NoSuchFileException e) {
                    if (!create) {
                        throw e;
                    }
                    // The JDK has no mkdirat. Were a link swapped in above us right now, an empty directory could be
                    // made elsewhere; entering it from the directory we hold would still fail.
                    try {
                        Files.createDirectory(path);
                    } catch (FileAlreadyExistsException raced) {
                        // Another call made it first.
                    }
                    return directory.enter(step);
                }
            }
        }

        /** The path was real a moment ago. */
        private RuntimeException elsewhere(IOException cause) {
            if (cause instanceof AccessDeniedException) {
                return Failures.io("enter the directory of '" + name + "'", cause);
            }
            if (cause instanceof FileSystemException) {
                return Failures.denied("the directory of '" + name + "' was replaced, or is no directory");
            }
            return Failures.io("enter the directory of '" + name + "'", cause);
        }
    }
}
