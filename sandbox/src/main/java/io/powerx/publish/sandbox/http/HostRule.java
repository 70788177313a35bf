package io.powerx.publish.sandbox.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpURI;

/**
 * Checks the host names by which clients address this server. If it is bound to a loopback address, only loopback names are accepted,
 * so that a page of another site cannot reach it by DNS rebinding.
 */
final class HostRule {
    private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private final String bound;
    private final boolean loopback;
    private URI base = URI.create("http://127.0.0.1");

    HostRule(String bound) {
        this.bound = bound;
        this.loopback = HttpServer.isLoopback(bound);
    }

    /** The bound address as a client on this machine uses it in a URL. */
    String printable() {
        if (bound.equals("0.0.0.0") || bound.equals("::")) {
            return "127.0.0.1";
        }
        return bound.contains(":") ? "[" + bound + "]" : bound;
    }

    void serving(URI uri) {
        base = uri;
    }

    /** The address by which the client reached this server. Links and signed URLs in the reply start with it. */
    URI baseOf(HttpURI request) {
        String host = request.getHost();
        if (host == null) {
            return base;
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (loopback && !LOOPBACK_NAMES.contains(name) && !name.equals(bound)) {
            throw ProblemException.of(400, "host_unknown", "The Host header must be a loopback name.");
        }
        if (!name.matches("[a-z0-9._\\-\\[\\]:]{1,255}")) {
            throw ProblemException.of(400, "host_unknown", "The Host header is not well-formed.");
        }
        int port = request.getPort();
        String literal = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return URI.create("http://" + literal + (port <= 0 ? "" : ":" + port));
    }
}
