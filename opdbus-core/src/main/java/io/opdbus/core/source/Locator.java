package io.opdbus.core.source;

import io.opdbus.api.error.Location;

/**
 * Finds where a value stands in the text that it was read from. A pointer to something that the text does not have
 * leads to the nearest enclosing value, so that a missing key is reported at the map that lacks it.
 */
public interface Locator {

    /**
     * Where a value begins.
     *
     * @param pointer the JSON Pointer of the value
     * @return its place
     */
    Location locate(String pointer);

    /**
     * Where the key of a map's entry begins.
     *
     * @param pointer the JSON Pointer of the entry's value
     * @return the place of its key; the value's place for an element of a list and for the whole
     */
    Location locateKey(String pointer);

    /**
     * Where a character of a text value stands. Exact for plain and quoted text on a single line and for literal
     * blocks; elsewhere the place where the value begins.
     *
     * @param pointer the JSON Pointer of the text value
     * @param offset the index of the character in the value, from 0
     * @return its place
     */
    Location locate(String pointer, int offset);

    /**
     * A locator for definitions that were not read from text, such as fluent ones.
     *
     * @param source what the definition is, for example {@code workstack 'review' (fluent)}
     * @return a locator that knows no lines, only pointers
     */
    static Locator withoutText(String source) {
        return new Locator() {
            @Override
            public Location locate(String pointer) {
                return new Location(source, 0, 0, pointer);
            }

            @Override
            public Location locateKey(String pointer) {
                return locate(pointer);
            }

            @Override
            public Location locate(String pointer, int offset) {
                return locate(pointer);
            }
        };
    }
}
