package io.opdbus.core.tool.builtin;

import io.opdbus.api.tool.ToolCall;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One walk through a tree that never follows a link. */
final class TreeWalk {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_LOOKED_AT = 500_000;

    private final ToolCall call;
    private final String base;
    private final Predicate<Path> matcher;
    private final boolean recursive;
    private final boolean hidden;
    private final long wanted;
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private int lookedAt;

    TreeWalk(ToolCall call, String base, Predicate<Path> matcher, boolean recursive, boolean hidden, long wanted) {
        this.call = call;
        this.base = base;
        this.matcher = matcher;
        this.recursive = recursive;
        this.hidden = hidden;
        this.wanted = wanted;
    }

    List<Map<String, Object>> sorted() {
        entries.sort(Comparator.comparing(entry -> (String) entry.get("path")));
        return entries;
    }

    void list(Directory directory, Path below, int depth) throws IOException {
        call.throwIfCancelled();
        if (depth > MAX_DEPTH) {
            throw Failures.tooLarge("'" + below + "' lies deeper than " + MAX_DEPTH + " directories");
        }
        for (String name : new TreeSet<>(directory.names())) {
            if (!hidden && name.startsWith(".")) {
                continue;
            }
            if (++lookedAt > MAX_LOOKED_AT) {
                throw Failures.tooLarge("there are more than " + MAX_LOOKED_AT + " entries in '" + base
                        + "'; list a directory below it");
            }
            try {
                visit(directory, name, below.resolve(name), depth);
            } catch (NoSuchFileException e) {
                // It vanished between being named and being looked at, as if it had never been there.
            }
        }
    }

    private void visit(Directory directory, String name, Path path, int depth) throws IOException {
        BasicFileAttributes attributes = directory.attributes(name);
        if (matcher.test(path)) {
            add(path, attributes);
        }
        if (recursive && attributes.isDirectory()) {
            try (Directory child = directory.enter(name)) {
                list(child, path, depth + 1);
            }
        }
    }

    private void add(Path path, BasicFileAttributes attributes) {
        if (entries.size() == wanted) {
            throw Failures.tooLarge("there are more than " + wanted + " entries in '" + base
                    + "'; narrow them with glob, or raise max_entries");
        }
        String name = path.toString();
        if (!base.equals(".")) {
            name = base.endsWith(File.separator) ? base + name : base + File.separator + name;
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", name);
        entry.put("type", type(attributes));
        entry.put("size", attributes.isRegularFile() ? attributes.size() : 0L);
        entries.add(entry);
    }

    private static String type(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return "file";
        }
        if (attributes.isDirectory()) {
            return "directory";
        }
        return attributes.isSymbolicLink() ? "link" : "other";
    }
}
