package io.opdbus.core.plan;

/**
 * Whether a value can be seen from somewhere.
 *
 * @param certainty whether it is there
 * @param why why it may not be there, or cannot be; empty where it surely is
 */
record Sight(Certainty certainty, String why) {

    enum Certainty {
        /** It is there. */
        SURE,
        /** It may be there. */
        MAYBE,
        /** It cannot be referenced from there. */
        HIDDEN
    }

    static final Sight SURE = new Sight(Certainty.SURE, "");

    static Sight maybe(String why) {
        return new Sight(Certainty.MAYBE, why);
    }

    static Sight hidden(String why) {
        return new Sight(Certainty.HIDDEN, why);
    }

    boolean isSure() {
        return certainty == Certainty.SURE;
    }

    boolean isHidden() {
        return certainty == Certainty.HIDDEN;
    }
}
