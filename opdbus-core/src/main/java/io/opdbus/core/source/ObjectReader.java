package io.opdbus.core.source;

import io.opdbus.api.error.Location;
import io.opdbus.core.text.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a map by their keys. What is missing, of the wrong type or unknown becomes a problem at its
 * place; reading goes on. A key that is there without a value is a problem too, except through {@link #node}.
 */
public final class ObjectReader {

    private static final int LISTED_KEYS = 16;

    private final Node node;
    private final Map<?, ?> entries;
    private final Problems problems;

    ObjectReader(Node node, Map<?, ?> entries, Problems problems) {
        this.node = node;
        this.entries = entries;
        this.problems = problems;
    }

    /**
     * The map itself.
     *
     * @return the cursor on the whole map
     */
    public Node self() {
        return node;
    }

    /**
     * Where the map begins.
     *
     * @return its place
     */
    public Location location() {
        return node.location();
    }

    /**
     * Whether the map has a key, be its value null.
     *
     * @param key the key
     * @return true where it is there
     */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /**
     * The keys in the order of the text.
     *
     * @return the keys
     */
    public List<String> keys() {
        List<String> keys = new ArrayList<>(entries.size());
        entries.keySet().forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }

    /**
     * A cursor on an entry's value.
     *
     * @param key the key
     * @return the cursor; empty where the key is not there
     */
    public Optional<Node> node(String key) {
        return has(key) ? Optional.of(node.child(key, entries.get(key))) : Optional.empty();
    }

    /**
     * A cursor on an entry's value that is not null.
     *
     * @param key the key
     * @return the cursor; empty where the key is not there, and with a problem where it stands there without a value
     */
    public Optional<Node> given(String key) {
        Optional<Node> found = node(key);
        if (found.isPresent() && found.get().value() == null) {
            if (!found.get().wasRefused()) {
                found.get().keyError("'" + key + "' has no value; write one, or remove the key", Optional.empty());
            }
            return Optional.empty();
        }
        return found;
    }

    /**
     * Reads text that must be there.
     *
     * @param key the key
     * @return the text; empty with a problem where it is missing or not text
     */
    public Optional<String> requiredString(String key) {
        require(key);
        return optionalString(key);
    }

    /**
     * Puts a problem where a key is missing, unless one is there that must be meant for it, which is unknown and told as
     * such.
     *
     * @param key the key
     * @return whether it is there
     */
    public boolean require(String key) {
        boolean misspelt = keys().stream()
                .anyMatch(other -> Suggestions.nearest(other, List.of(key)).isPresent());
        if (!has(key) && !misspelt) {
            node.error("'" + key + "' is missing");
        }
        return has(key);
    }

    /**
     * Reads text.
     *
     * @param key the key
     * @return the text; empty where it is missing, and with a problem where it is not text
     */
    public Optional<String> optionalString(String key) {
        return given(key).flatMap(Node::string);
    }

    /**
     * Reads a boolean.
     *
     * @param key the key
     * @return the boolean; empty where it is missing, and with a problem where it is none
     */
    public Optional<Boolean> bool(String key) {
        return given(key).flatMap(Node::bool);
    }

    /**
     * Reads a whole number.
     *
     * @param key the key
     * @param min the smallest that is allowed
     * @param max the largest that is allowed
     * @return the number; empty where it is missing, and with a problem where it is none or out of range
     */
    public Optional<Long> integer(String key, long min, long max) {
        return given(key).flatMap(value -> value.integer(min, max));
    }

    /**
     * Reads a duration longer than zero.
     *
     * @param key the key
     * @return the duration; empty where it is missing, and with a problem where it is none
     */
    public Optional<Duration> duration(String key) {
        return given(key).flatMap(Node::duration);
    }

    /**
     * Reads one of several words.
     *
     * @param key the key
     * @param words what is allowed
     * @return the word; empty where it is missing, and with a problem where it is another
     */
    public Optional<String> oneOf(String key, List<String> words) {
        return given(key).flatMap(value -> value.oneOf(words));
    }

    /**
     * Reads a list of strings.
     *
     * @param key the key
     * @return the strings; none where the key is missing, and a problem for whatever is not a string
     */
    public List<String> stringList(String key) {
        return strings(key).stream().map(Node::value).map(String::valueOf).toList();
    }

    /**
     * Reads a list of strings as cursors.
     *
     * @param key the key
     * @return cursors on the strings; none where the key is missing, and a problem for whatever is not a string
     */
    public List<Node> strings(String key) {
        return given(key).flatMap(Node::strings).orElse(List.of());
    }

    /**
     * Reads a list.
     *
     * @param key the key
     * @return cursors on its elements; none where it is missing, and with a problem where it is no list
     */
    public List<Node> list(String key) {
        return given(key).flatMap(Node::list).orElse(List.of());
    }

    /**
     * Reads a list of maps.
     *
     * @param key the key
     * @param action called with a reader of each map, in order; what is no map becomes a problem
     */
    public void eachObject(String key, Consumer<ObjectReader> action) {
        list(key).forEach(item -> item.object().ifPresent(action));
    }

    /**
     * Reads a map by its keys.
     *
     * @param key the key
     * @return a reader of its entries; empty where it is missing, and with a problem where it is no map
     */
    public Optional<ObjectReader> object(String key) {
        return given(key).flatMap(Node::object);
    }

    /**
     * Reads a map as values, whatever they are.
     *
     * @param key the key
     * @return the map in the order of the text; empty where it is missing, and with a problem where it is no map
     */
    public Optional<Map<String, @Nullable Object>> map(String key) {
        return object(key).map(ObjectReader::values);
    }

    /**
     * All entries as values.
     *
     * @return the map in the order of the text, modifiable and independent of the document
     */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        entries.forEach((key, value) -> values.put(String.valueOf(key), Placed.withoutRefused(value)));
        return values;
    }

    /**
     * All entries as cursors.
     *
     * @return cursors by key in the order of the text
     */
    public Map<String, Node> nodes() {
        Map<String, Node> nodes = new LinkedHashMap<>();
        entries.forEach((key, value) -> nodes.put(String.valueOf(key), node.child(String.valueOf(key), value)));
        return nodes;
    }

    /**
     * Puts a problem at each key that is not known, with what was probably meant: the key that the hints give for one
     * known from elsewhere, else the nearest known key, else the list of the known ones.
     *
     * @param known the keys that may stand here, in the order in which a message lists them
     * @param foreignHints what to do instead, by keys known from elsewhere, for example {@code needs} and
     *     {@code use 'depends_on'}
     */
    public void rejectUnknownKeys(Collection<String> known, Map<String, String> foreignHints) {
        for (String key : keys()) {
            if (known.contains(key)) {
                continue;
            }
            String message = "unknown key '" + Words.shorten(key) + "'";
            String hint = foreignHints.get(key);
            Optional<String> near = hint == null ? Suggestions.nearest(key, known) : Optional.empty();
            if (hint != null) {
                message += "; " + hint;
            } else if (near.isEmpty() && known.size() <= LISTED_KEYS) {
                message += "; known here: " + String.join(", ", known);
            }
            problems.error(node.locator().locateKey(JsonPointer.child(node.pointer(), key)), message, near);
        }
    }
}
