package io.opdbus.core.source;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Placed.Form;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a positioned tree from what a parser reports, in the order of the text, and refuses what no document may
 * have whatever its format: duplicate keys, half characters, too many or too deeply nested values.
 */
final class TreeBuilder {

    private static final int MAX_PROBLEMS = 100;

    private final SourceText text;
    private final SourceLimits limits;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Placed root;
    private int nodes;
    private boolean stopped;

    TreeBuilder(SourceText text, SourceLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** An open map or list. */
    private static final class Frame {
        private final int keyStart;
        private final int start;
        private final @Nullable Map<String, Placed> entries;
        private final List<Placed> items = new ArrayList<>();
        private @Nullable String key;
        private boolean keyRefused;
        private int entryKeyStart;

        private Frame(int keyStart, int start, boolean isMap) {
            this.keyStart = keyStart;
            this.start = start;
            this.entries = isMap ? new LinkedHashMap<>() : null;
        }

        private boolean expectsKey() {
            return entries != null && key == null && !keyRefused;
        }

        private Placed close() {
            if (entries == null) {
                List<@Nullable Object> values = new ArrayList<>(items.size());
                items.forEach(item -> values.add(item.value()));
                return new Placed(Collections.unmodifiableList(values), keyStart, start, Form.OTHER, Map.of(), items);
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((name, entry) -> values.put(name, entry.value()));
            return new Placed(Collections.unmodifiableMap(values), keyStart, start, Form.OTHER, entries, List.of());
        }
    }

    void startMap(int start) {
        start(start, true);
    }

    void startList(int start) {
        start(start, false);
    }

    private void start(int start, boolean isMap) {
        if (!allowsDepth(1, start)) {
            return;
        }
        if (countNode(start)) {
            open.push(new Frame(keyStart(start), start, isMap));
        }
    }

    /** Stops where maps and lists would be nested too deeply. */
    boolean allowsDepth(int more, int start) {
        if (open.size() + more > limits.maxDepth()) {
            stop(
                    start,
                    "maps and lists are nested deeper than " + limits.maxDepth() + " levels (SourceLimits.maxDepth)");
        }
        return !stopped;
    }

    void end() {
        Frame frame = open.pop();
        place(frame.close());
    }

    /** Whether the next scalar is a key. */
    boolean expectsKey() {
        Frame frame = open.peek();
        return frame != null && frame.expectsKey();
    }

    /** Takes the key of the next value. A duplicate is refused, its value is read and dropped. */
    void key(String name, int start) {
        Frame frame = open.element();
        frame.entryKeyStart = start;
        Placed first = frame.entries == null ? null : frame.entries.get(name);
        if (first != null) {
            frame.keyRefused = true;
            int line = text.location(first.keyStart(), "").line();
            problem(
                    start,
                    JsonPointer.child(pointer(), name),
                    "duplicate key '" + Words.shorten(name) + "', first on line " + line);
        } else {
            frame.key = name;
            checkCharacters(name, start);
        }
    }

    /** Refuses the key of the next value; the value is read and dropped. */
    void refuseKey(int start, String message) {
        Frame frame = open.element();
        frame.keyRefused = true;
        frame.entryKeyStart = start;
        problem(start, pointer(), message);
    }

    void scalar(@Nullable Object value, int start, Form form) {
        if (countNode(start)) {
            boolean whole = !(value instanceof String string) || checkCharacters(string, start);
            place(Placed.scalar(whole ? value : Placed.UNREAD, keyStart(start), start, form));
        }
    }

    /** Refuses the next value. */
    void refuseValue(int start, String message) {
        problem(start, valuePointer(), message);
        scalar(Placed.UNREAD, start, Form.OTHER);
    }

    private void place(Placed placed) {
        Frame frame = open.peek();
        if (frame == null) {
            root = placed;
        } else if (frame.entries == null) {
            frame.items.add(placed);
        } else {
            if (frame.key != null) {
                frame.entries.put(frame.key, placed);
            }
            frame.key = null;
            frame.keyRefused = false;
        }
    }

    private int keyStart(int start) {
        Frame frame = open.peek();
        return frame == null || frame.entries == null ? start : frame.entryKeyStart;
    }

    private boolean countNode(int start) {
        if (++nodes > limits.maxNodes()) {
            stop(start, "more than " + limits.maxNodes() + " values (SourceLimits.maxNodes)");
        }
        return !stopped;
    }

    private boolean checkCharacters(String value, int start) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                problem(
                        start,
                        valuePointer(),
                        String.format("\\u%04x is half a character; escape both halves", (int) c));
                return false;
            }
        }
        return true;
    }

    /** Adds a problem with the value that comes next, which is still to be placed. */
    void problem(int offset, String message) {
        problem(offset, valuePointer(), message);
    }

    /** Adds a problem after which nothing more can be read. */
    void stop(int offset, String message) {
        problem(offset, pointer(), message);
        stopped = true;
    }

    private void problem(int offset, String pointer, String message) {
        if (stopped) {
            return;
        }
        problems.add(Problem.error(ErrorCode.INVALID_DEFINITION, text.location(offset, pointer), message));
        if (problems.size() >= MAX_PROBLEMS) {
            problems.add(Problem.error(
                    ErrorCode.INVALID_DEFINITION,
                    text.location(offset, pointer),
                    "more than " + MAX_PROBLEMS + " problems; the rest is not read"));
            stopped = true;
        }
    }

    boolean stopped() {
        return stopped;
    }

    /** The innermost map or list that is still open, told as {@code the list that starts at 3:4}. */
    Optional<String> unclosed() {
        return Optional.ofNullable(open.peek())
                .map(frame -> "the " + (frame.entries == null ? "list" : "map") + " that starts at "
                        + text.location(frame.start, "").line() + ":"
                        + text.location(frame.start, "").column());
    }

    boolean inList() {
        Frame frame = open.peek();
        return frame != null && frame.entries == null;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The whole; null where reading stopped before its end. */
    @Nullable Placed root() {
        return stopped ? null : root;
    }

    /** The pointer of the innermost open map or list. */
    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        Iterator<Frame> frames = open.descendingIterator();
        while (frames.hasNext()) {
            Frame frame = frames.next();
            if (frames.hasNext()) {
                pointer.append(step(frame));
            }
        }
        return pointer.toString();
    }

    private String valuePointer() {
        Frame frame = open.peek();
        return frame == null ? JsonPointer.ROOT : pointer() + step(frame);
    }

    private static String step(Frame frame) {
        if (frame.entries == null) {
            return "/" + frame.items.size();
        }
        return frame.key == null ? "" : JsonPointer.child("", frame.key);
    }
}
