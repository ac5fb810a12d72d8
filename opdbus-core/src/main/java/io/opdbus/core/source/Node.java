package io.opdbus.core.source;

import io.opdbus.api.error.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cursor on one value of a document. Its readers return what they were asked for, or put a problem at the value's
 * place and return empty; they never throw for what the document says. A value that was refused while the text was
 * read is passed over in silence, since it is reported already.
 */
public final class Node {

    private final @Nullable Object value;
    private final @Nullable Node parent;
    private final String step;
    private final Locator locator;
    private final Problems problems;

    private Node(@Nullable Object value, @Nullable Node parent, String step, Locator locator, Problems problems) {
        this.value = value;
        this.parent = parent;
        this.step = step;
        this.locator = locator;
        this.problems = problems;
    }

    /**
     * A cursor on a whole value tree.
     *
     * @param value maps with text keys, lists, text, booleans, numbers and null
     * @param locator where the values stand
     * @param problems where problems go
     * @return the cursor
     */
    public static Node of(@Nullable Object value, Locator locator, Problems problems) {
        return new Node(value, null, JsonPointer.ROOT, locator, problems);
    }

    Node child(String key, @Nullable Object entry) {
        return new Node(entry, this, JsonPointer.child("", key), locator, problems);
    }

    /**
     * The value as it is.
     *
     * @return a JSON-like value, null where the document says null or what stands there was refused
     */
    public @Nullable Object value() {
        return Placed.withoutRefused(value);
    }

    /**
     * The JSON Pointer of the value.
     *
     * @return the pointer, {@code ""} for the whole
     */
    public String pointer() {
        return parent == null ? step : parent.pointer() + step;
    }

    /**
     * Where the value begins.
     *
     * @return its place
     */
    public Location location() {
        return locator.locate(pointer());
    }

    /**
     * Where the value's key begins.
     *
     * @return the key's place; the value's where it has no key
     */
    public Location keyLocation() {
        return locator.locateKey(pointer());
    }

    /**
     * Where places are looked up.
     *
     * @return the locator of the document
     */
    public Locator locator() {
        return locator;
    }

    /**
     * Puts a problem at the value's place, unless there is one already since the value was refused while reading.
     *
     * @param message what is wrong and what to do
     */
    public void error(String message) {
        error(message, Optional.empty());
    }

    /**
     * Puts a problem at the value's place.
     *
     * @param message what is wrong and what to do
     * @param suggestion the nearest known name, or empty
     */
    public void error(String message, Optional<String> suggestion) {
        if (!wasRefused()) {
            problems.error(location(), message, suggestion);
        }
    }

    /**
     * Puts a problem at the key of the value.
     *
     * @param message what is wrong and what to do
     * @param suggestion the nearest known name, or empty
     */
    public void keyError(String message, Optional<String> suggestion) {
        problems.error(keyLocation(), message, suggestion);
    }

    /**
     * Puts a warning at the value's place.
     *
     * @param message what is odd and what to do
     */
    public void warning(String message) {
        problems.warning(location(), message);
    }

    /** Whether the value was refused while the text was read; a problem says so already. */
    boolean wasRefused() {
        return value == Placed.UNREAD;
    }

    /**
     * Whether the value is text.
     *
     * @return true for text
     */
    public boolean isString() {
        return value instanceof String;
    }

    /**
     * Whether the value is a list.
     *
     * @return true for a list
     */
    public boolean isList() {
        return value instanceof List;
    }

    /**
     * Whether the value is a map.
     *
     * @return true for a map
     */
    public boolean isMap() {
        return value instanceof Map;
    }

    /**
     * Whether the value is a number.
     *
     * @return true for a number
     */
    public boolean isNumber() {
        return value instanceof Number;
    }

    /**
     * Reads text.
     *
     * @return the text; empty with a problem for anything else
     */
    public Optional<String> string() {
        return ScalarReading.string(this);
    }

    /**
     * Reads a boolean.
     *
     * @return the boolean; empty with a problem for anything else
     */
    public Optional<Boolean> bool() {
        return ScalarReading.bool(this);
    }

    /**
     * Reads a whole number.
     *
     * @param min the smallest that is allowed
     * @param max the largest that is allowed
     * @return the number; empty with a problem for anything else
     */
    public Optional<Long> integer(long min, long max) {
        return ScalarReading.integer(this, min, max);
    }

    /**
     * Reads a number.
     *
     * @param min the smallest that is allowed
     * @param max the largest that is allowed
     * @return the number; empty with a problem for anything else
     */
    public Optional<Double> number(double min, double max) {
        return ScalarReading.number(this, min, max);
    }

    /**
     * Reads a duration longer than zero: text such as {@code 30s} or {@code 1h30m}, or a number of seconds.
     *
     * @return the duration; empty with a problem for anything else
     */
    public Optional<Duration> duration() {
        return ScalarReading.duration(this, false);
    }

    /**
     * Reads a duration that may be zero: text such as {@code 30s} or {@code 1h30m}, or a number of seconds.
     *
     * @return the duration; empty with a problem for anything else
     */
    public Optional<Duration> durationOrZero() {
        return ScalarReading.duration(this, true);
    }

    /**
     * Reads one of several words.
     *
     * @param words what is allowed
     * @return the word; empty with a problem, which suggests the nearest, for anything else
     */
    public Optional<String> oneOf(List<String> words) {
        return ScalarReading.oneOf(this, words);
    }

    /**
     * Reads a list.
     *
     * @return cursors on its elements; empty with a problem for anything else
     */
    public Optional<List<Node>> list() {
        return list("must be a list");
    }

    /**
     * Reads a list of strings.
     *
     * @return cursors on those elements that are text; empty with a problem for anything but a list
     */
    public Optional<List<Node>> strings() {
        Optional<List<Node>> items = list("must be a list of strings");
        return items.map(nodes ->
                nodes.stream().filter(node -> node.string().isPresent()).toList());
    }

    private Optional<List<Node>> list(String expectation) {
        if (!(value instanceof List<?> items)) {
            return wrongType(expectation + notAList());
        }
        List<Node> nodes = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            nodes.add(child(Integer.toString(i), items.get(i)));
        }
        return Optional.of(nodes);
    }

    private String notAList() {
        if (value instanceof String text) {
            return ", is a string; write [" + Words.shorten(text) + "]";
        }
        return value instanceof Map ? ", is a map; begin each element with '- '" : "";
    }

    /**
     * Reads a map by its keys.
     *
     * @return a reader of its entries; empty with a problem for anything else
     */
    public Optional<ObjectReader> object() {
        return value instanceof Map<?, ?> map
                ? Optional.of(new ObjectReader(this, map, problems))
                : wrongType("must be a map");
    }

    /**
     * Tells what the value is.
     *
     * @return words such as {@code a string}, {@code a list} or {@code empty}
     */
    public String describe() {
        if (value == null) {
            return "empty";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof List ? "a list" : "a map";
    }

    <T> Optional<T> wrongType(String expectation) {
        error(name() + expectation + (expectation.contains(", is ") ? "" : ", is " + describe()));
        return Optional.empty();
    }

    /** The key in quotes and a blank; for an element of a list that of the list. */
    String name() {
        if (parent == null) {
            return "the document ";
        }
        return parent.isList()
                ? "each element of " + parent.name()
                : "'" + JsonPointer.tokens(step).get(0) + "' ";
    }
}
