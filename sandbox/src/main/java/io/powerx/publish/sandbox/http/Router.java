package io.powerx.publish.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a path. */
public final class Router {
    private final List<Entry> entries = new ArrayList<>();

    /** Handles the requests of a route. */
    @FunctionalInterface
    public interface Route {
        HttpResponse answer(HttpExchange exchange) throws Exception;
    }

    /**
     * Adds a route.
     *
     * @param operation the contract's operationId
     * @param template such as <code>/plugins/{pluginId}/versions</code>
     */
    public Router add(String method, String template, String operation, Route route) {
        entries.add(new Entry(method, template.split("/", -1), operation, route));
        return this;
    }

    /**
     * Finds the route of a request.
     *
     * @throws ProblemException 404 for an unknown path, 405 for a path that does not support the method
     */
    Match match(String method, String path) {
        String[] segments = path.split("/", -1);
        TreeSet<String> allowed = new TreeSet<>();
        for (Entry entry : entries) {
            Map<String, String> parameters = entry.parameters(segments);
            if (parameters != null) {
                if (entry.method.equals(method) || (method.equals("HEAD") && entry.method.equals("GET"))) {
                    return new Match(entry.operation, entry.route, parameters);
                }
                allowed.add(entry.method);
            }
        }
        if (allowed.isEmpty()) {
            throw ProblemException.notFound("There is no such path.");
        }
        throw ProblemException.of(405, "method_not_allowed", "This path supports " + String.join(", ", allowed) + ".")
                .header("Allow", String.join(", ", allowed));
    }

    record Match(String operation, Route route, Map<String, String> parameters) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String method, String[] template, String operation, Route route) {
        @org.jspecify.annotations.Nullable
        Map<String, String> parameters(String[] segments) {
            if (segments.length != template.length) {
                return null;
            }
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < segments.length; i++) {
                String segment = decoded(segments[i]);
                String expected = template[i];
                if (expected.startsWith("{")) {
                    if (segment.isEmpty()) {
                        return null;
                    }
                    parameters.put(expected.substring(1, expected.length() - 1), segment);
                } else if (!expected.equals(segment)) {
                    return null;
                }
            }
            return parameters;
        }

        private static String decoded(String segment) {
            try {
                return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw ProblemException.of(400, "validation_failed", "The path is malformed.");
            }
        }
    }
}
