package io.powerx.publish.conformance;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checks a Marketplace against the contract (docs/contracts/marketplace.openapi.yaml). Each check publishes a plugin with an unused id
 * and withdraws it afterwards. Every reply is validated against the document as well.
 */
public final class Conformance {
    private static final List<Check> CHECKS = Stream.of(
                    AccessChecks.ALL,
                    RegistrationChecks.ALL,
                    UploadChecks.ALL,
                    CompletionChecks.ALL,
                    ReviewChecks.ALL,
                    ServerChecks.ALL,
                    Observations.checks())
            .flatMap(List::stream)
            .toList();

    private Conformance() {}

    /** The ids of all checks, in the order in which they run. */
    public static List<String> ids() {
        return CHECKS.stream().map(Check::id).toList();
    }

    /**
     * Runs all checks, one after the other.
     *
     * @param listener receives each result as soon as it is known
     * @throws PublishException {@link ErrorCode#INTERRUPTED}, and what signing throws; faults of the server are in the results
     */
    public static ConformanceReport run(ConformanceTarget target, Consumer<CheckResult> listener) {
        Observations observations = new Observations();
        List<CheckResult> results = new ArrayList<>();
        try (ApiClient client = new ApiClient(target, observations);
                SampleReleases releases = new SampleReleases(target)) {
            for (Check check : CHECKS) {
                CheckResult result = run(check, new CheckContext(target, client, releases, observations), client);
                results.add(result);
                listener.accept(result);
            }
        }
        return new ConformanceReport(target.url(), List.copyOf(results));
    }

    private static CheckResult run(Check check, CheckContext context, ApiClient client) {
        Instant begin = context.target().timing().clock().instant();
        CheckResult.Outcome outcome = CheckResult.Outcome.PASSED;
        String detail = "";
        try {
            check.body().accept(context);
        } catch (ContractViolation e) {
            List<String> violated = context.observations().takeViolated();
            outcome = violated.isEmpty() ? CheckResult.Outcome.FAILED : CheckResult.Outcome.SKIPPED;
            detail = violated.isEmpty() ? String.valueOf(e.getMessage()) : consequence(violated, e);
        } catch (CheckSkipped e) {
            outcome = CheckResult.Outcome.SKIPPED;
            detail = String.valueOf(e.getMessage());
        }
        List<String> requestIds = client.takeRequestIds();
        Duration elapsed =
                Duration.between(begin, context.target().timing().clock().instant());
        context.tidy();
        client.takeRequestIds();
        context.observations().takeViolated();
        return new CheckResult(
                check.id(), check.title(), outcome, detail, requestIds, elapsed.isNegative() ? Duration.ZERO : elapsed);
    }

    /** A malformed reply fails only the check of its operation; checks that fail as a consequence would hide the cause. */
    private static String consequence(List<String> violated, ContractViolation found) {
        return "cannot be checked before " + String.join(" and ", violated) + " passes: " + found.getMessage();
    }

    static PublishException interrupted() {
        return PublishException.of(ErrorCode.INTERRUPTED, "check the Marketplace", "the check was interrupted");
    }
}
