package io.opdbus.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param out standard output; UTF-8; a reader that has gone away is not an error
 * @param screen standard error
 * @param environment the environment variables
 */
record CliContext(PrintStream out, Screen screen, Map<String, String> environment) {

    static CliContext ofProcess() {
        Map<String, String> environment = System.getenv();
        return new CliContext(
                stream(FileDescriptor.out),
                new Screen(stream(FileDescriptor.err), Terminal.detect(environment)),
                environment);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 8192),
                false,
                StandardCharsets.UTF_8);
    }

    /** A line on standard output. */
    void line(String text) {
        out.print(text);
        out.print('\n');
    }
}
