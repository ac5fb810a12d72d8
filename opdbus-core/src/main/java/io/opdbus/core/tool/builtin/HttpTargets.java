package io.opdbus.core.tool.builtin;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** Decides where {@code http_get} may go. */
final class HttpTargets {

    private final Set<String> hosts;
    private final boolean privateAllowed;

    /**
     * The rule.
     *
     * @param hosts lower-case names, {@code *.example.org} for all below; empty for any host
     * @param privateAllowed whether addresses that are not public may be reached
     */
    HttpTargets(Set<String> hosts, boolean privateAllowed) {
        this.hosts = Set.copyOf(hosts);
        this.privateAllowed = privateAllowed;
    }

    static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw Failures.invalid("argument 'url' is no URL: " + e.getReason());
        }
        if (uri.getRawFragment() == null) {
            return uri;
        }
        return URI.create(url.substring(0, url.indexOf('#')));
    }

    /**
     * Checks one hop.
     *
     * @throws UnknownHostException if the host has no address
     */
    void require(URI uri) throws UnknownHostException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw Failures.denied(
                    "only http and https URLs can be got, not " + (scheme.isEmpty() ? "a relative one" : scheme));
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
            throw Failures.denied("a URL must not hold credentials; give them in headers");
        }
        String host = uri.getHost();
        if (host == null) {
            throw Failures.invalid("the URL names no host, or one with characters that a host cannot have");
        }
        host = host.toLowerCase(Locale.ROOT);
        if (!hosts.isEmpty() && !listed(host)) {
            throw Failures.denied("the host " + host + " is not allowed");
        }
        if (!privateAllowed) {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!PublicAddress.test(address)) {
                    throw Failures.denied("the host " + host + " has the address " + address.getHostAddress()
                            + ", which is not public");
                }
            }
        }
    }

    private boolean listed(String host) {
        if (hosts.contains(host)) {
            return true;
        }
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (hosts.contains("*" + host.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    /** The URL without its query, which may hold what nobody should read in an error. */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }
}
