package io.powerx.publish.precheck.rules;

import java.util.Locale;
import java.util.Set;

/** The HTTP methods that routes and tools can have. */
final class HttpMethods {
    static final Set<String> NAMES = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    /** Those that permissions can be bound to. */
    static final Set<String> BOUND = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private HttpMethods() {}

    /** In any case, as core compares them. */
    static boolean isKnown(String method) {
        return NAMES.contains(method.toUpperCase(Locale.ROOT));
    }
}
