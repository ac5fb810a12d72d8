package io.opdbus.core.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scheme and host that the agents' ports are added to. */
final class BaseAddress {

    private static final Pattern FORM =
            Pattern.compile("(?:https?|grpcs?)://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d+)?(/?)");

    private BaseAddress() {}

    /** What is wrong with it, if anything. */
    static Optional<String> problem(String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches()) {
            return Optional.of("must be scheme and host, such as http://127.0.0.1 or grpcs://agents.example, is '"
                    + address + "'");
        }
        if (form.group(1) != null) {
            return Optional.of("must have no port; the ports of the agents stand in [ports]");
        }
        return form.group(2).isEmpty() ? Optional.empty() : Optional.of("must not end with '/'");
    }
}
