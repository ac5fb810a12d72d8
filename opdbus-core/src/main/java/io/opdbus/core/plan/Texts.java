package io.opdbus.core.plan;

import java.util.Collection;
import java.util.stream.Collectors;

/** How messages write lists of names. */
final class Texts {

    private static final int SHOWN = 12;

    private Texts() {}

    /** {@code a, b, c}, shortened; {@code nothing} where there are none. */
    static String list(Collection<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
