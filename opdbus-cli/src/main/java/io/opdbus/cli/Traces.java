package io.opdbus.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces as text, for those who ask for them. */
final class Traces {

    private Traces() {}

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }
}
