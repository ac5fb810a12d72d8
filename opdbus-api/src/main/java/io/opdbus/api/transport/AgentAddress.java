package io.opdbus.api.transport;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where an agent is reached.
 *
 * @param agent the agent's id
 * @param uri {@code http://host:port}, {@code grpc://…}, {@code grpcs://…}, {@code unix:/path}, {@code dbus:session},
 *     {@code in-process}, or the scheme of a transport of one's own
 */
public record AgentAddress(String agent, String uri) {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the address has no scheme
     */
    public AgentAddress {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(uri, "uri");
        int colon = uri.indexOf(':');
        if (!SCHEME.matcher(colon < 0 ? uri : uri.substring(0, colon)).matches()) {
            throw new IllegalArgumentException("address '" + uri + "' of agent '" + agent
                    + "' has no scheme; write for example grpc://127.0.0.1:50051 or in-process");
        }
    }

    /**
     * What kind of address it is.
     *
     * @return the scheme in lower case: what stands before the first colon, or the whole
     */
    public String scheme() {
        int colon = uri.indexOf(':');
        return (colon < 0 ? uri : uri.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return agent + " at " + uri;
    }
}
