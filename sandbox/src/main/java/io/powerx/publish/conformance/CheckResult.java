package io.powerx.publish.conformance;

import java.time.Duration;
import java.util.List;

/**
 * How one check ended.
 *
 * @param id stable, in kebab case
 * @param title what the contract asks for, as a sentence
 * @param detail what was found instead, or why the check was left out; empty if it passed
 * @param requestIds the X-Request-ID of each request that it made, to be looked up in the server's log
 */
public record CheckResult(
        String id, String title, Outcome outcome, String detail, List<String> requestIds, Duration elapsed) {

    /** A check is left out if what it needs is not offered or configured, or if a malformed reply prevents it. */
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }
}
