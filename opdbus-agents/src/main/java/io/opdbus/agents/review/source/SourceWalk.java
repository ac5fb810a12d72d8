package io.opdbus.agents.review.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over a tree: the next file is read only when asked for. Not for use by several threads. */
public final class SourceWalk implements Iterator<SourceFile> {
    private static final int SHEBANG_BYTES = 128;

    private final Path root;
    private final PathFilter filter;
    private final long maxFileBytes;
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private final Map<Language, TreeFacts.Size> languages = new EnumMap<>(Language.class);
    private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
    private int files;
    private long lines;
    private @Nullable SourceFile ready;

    SourceWalk(Path root, PathFilter filter, long maxFileBytes) throws IOException {
        this.root = Files.isDirectory(root) ? root : Objects.requireNonNullElse(root.getParent(), root);
        this.filter = filter;
        this.maxFileBytes = maxFileBytes;
        open.push(Files.isDirectory(root) ? children(root) : List.of(root).iterator());
    }

    @Override
    public boolean hasNext() {
        while (ready == null && !open.isEmpty()) {
            Iterator<Path> siblings = open.element();
            if (siblings.hasNext()) {
                visit(siblings.next());
            } else {
                open.pop();
            }
        }
        return ready != null;
    }

    @Override
    public SourceFile next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the whole tree has been read");
        }
        SourceFile file = Objects.requireNonNull(ready);
        ready = null;
        return file;
    }

    /** What has been read and left out until now. */
    public TreeFacts facts() {
        return new TreeFacts(files, lines, languages, skipped);
    }

    private void visit(Path path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Path relative = root.relativize(path);
            String name = relative.toString().replace('\\', '/');
            if (attributes.isSymbolicLink()) {
                skip(SkipReason.LINK);
            } else if (attributes.isDirectory()) {
                enter(path, relative, name);
            } else if (!attributes.isRegularFile()) {
                skip(SkipReason.OTHER_FORMAT);
            } else if (!filter.file(relative)) {
                skip(SkipReason.EXCLUDED);
            } else {
                read(path, name, attributes.size());
            }
        } catch (IOException | SecurityException e) {
            skip(SkipReason.UNREADABLE);
        }
    }

    private void enter(Path directory, Path relative, String name) throws IOException {
        Optional<SkipReason> reason = DirectoryRules.skip(directory, name);
        if (reason.isPresent()) {
            skip(reason.get());
        } else if (!filter.directory(relative)) {
            skip(SkipReason.EXCLUDED);
        } else {
            open.push(children(directory));
        }
    }

    private void read(Path path, String name, long size) throws IOException {
        String fileName = name.substring(name.lastIndexOf('/') + 1);
        if (TextDecoder.binaryName(fileName)) {
            skip(SkipReason.BINARY);
            return;
        }
        Optional<Language> language = Language.ofFileName(fileName);
        if (language.isEmpty() && fileName.indexOf('.') < 0 && size > 2) {
            language = Language.ofShebang(firstLine(path));
        }
        if (language.isEmpty()) {
            skip(SkipReason.OTHER_FORMAT);
        } else if (GeneratedFiles.byName(fileName)) {
            skip(SkipReason.GENERATED);
        } else if (size > maxFileBytes) {
            skip(SkipReason.TOO_LARGE);
        } else {
            decode(path, name, language.get());
        }
    }

    private void decode(Path path, String name, Language language) throws IOException {
        byte[] bytes = readBounded(path);
        if (bytes.length > maxFileBytes) {
            skip(SkipReason.TOO_LARGE);
            return;
        }
        Optional<String> text = TextDecoder.decode(bytes);
        if (text.isEmpty()) {
            skip(SkipReason.BINARY);
            return;
        }
        SourceFile file = SourceFile.of(name, language, text.get());
        if (GeneratedFiles.byText(language, file.text(), file.lines())) {
            skip(SkipReason.GENERATED);
            return;
        }
        files++;
        lines += file.lines().count();
        languages.merge(language, new TreeFacts.Size(1, file.lines().count()), (old, one) -> old.plus(one.lines()));
        ready = file;
    }

    /** Reads one byte more than allowed at most, so that a file that grows meanwhile stays bounded too. */
    private byte[] readBounded(Path path) throws IOException {
        try (java.io.InputStream in = Files.newInputStream(path)) {
            return in.readNBytes((int) Math.min(maxFileBytes + 1, Integer.MAX_VALUE - 8));
        }
    }

    private static String firstLine(Path path) throws IOException {
        try (java.io.InputStream in = Files.newInputStream(path)) {
            String start = new String(in.readNBytes(SHEBANG_BYTES), StandardCharsets.ISO_8859_1);
            int end = start.indexOf('\n');
            return end < 0 ? start : start.substring(0, end);
        }
    }

    private static Iterator<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return children.iterator();
    }

    private void skip(SkipReason reason) {
        skipped.merge(reason, 1, Integer::sum);
    }
}
