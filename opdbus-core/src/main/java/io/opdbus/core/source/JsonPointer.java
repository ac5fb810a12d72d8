package io.opdbus.core.source;

import java.util.ArrayList;
import java.util.List;

/** Builds and takes apart JSON Pointers (RFC 6901). */
public final class JsonPointer {

    /** The pointer of the whole document. */
    public static final String ROOT = "";

    private JsonPointer() {}

    /**
     * The pointer of an entry of a map.
     *
     * @param parent the map's pointer
     * @param key the entry's key, unescaped
     * @return the entry's pointer
     */
    public static String child(String parent, String key) {
        return parent + "/" + escape(key);
    }

    /**
     * The pointer of an element of a list.
     *
     * @param parent the list's pointer
     * @param index the element's index, from 0
     * @return the element's pointer
     */
    public static String child(String parent, int index) {
        return parent + "/" + index;
    }

    /**
     * A pointer made of keys and indexes.
     *
     * @param tokens keys (unescaped) and indexes, outermost first
     * @return the pointer
     */
    public static String of(Object... tokens) {
        StringBuilder pointer = new StringBuilder();
        for (Object token : tokens) {
            pointer.append('/').append(escape(token.toString()));
        }
        return pointer.toString();
    }

    /**
     * The pointer of the map or list that holds a value.
     *
     * @param pointer a pointer
     * @return everything before its last token; the root's parent is the root
     */
    public static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? ROOT : pointer.substring(0, slash);
    }

    /**
     * The keys and indexes that a pointer consists of.
     *
     * @param pointer a pointer
     * @return its tokens, unescaped, outermost first; empty for the root
     */
    public static List<String> tokens(String pointer) {
        List<String> tokens = new ArrayList<>();
        int start = 1;
        while (start <= pointer.length()) {
            int slash = pointer.indexOf('/', start);
            int end = slash < 0 ? pointer.length() : slash;
            tokens.add(unescape(pointer.substring(start, end)));
            start = end + 1;
        }
        return tokens;
    }

    private static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    private static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }
}
