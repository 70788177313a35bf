package io.powerx.publish.conformance;

import java.time.Duration;
import java.util.List;

/**
 * The result of a check.
 *
 * @param id stable, in kebab case
 * @param title the requirement of the contract, as a sentence
 * @param detail what was found instead, or why the check was skipped; empty if it passed
 * @param requestIds the X-Request-ID of each request, to find it in the log of the server
 */
public record CheckResult(
        String id, String title, Outcome outcome, String detail, List<String> requestIds, Duration elapsed) {

    /** A check is skipped if the server does not offer what it needs, if a setting is missing, or if a malformed reply prevents it. */
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }
}
