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
 * Holds a Marketplace against the contract (docs/contracts/marketplace.openapi.yaml). Each check publishes a plugin of its own, with an
 * id that nobody used before, and withdraws it in the end.
 */
public final class Conformance {
    private static final List<Check> CHECKS = Stream.of(
                    AccessChecks.ALL,
                    RegistrationChecks.ALL,
                    UploadChecks.ALL,
                    CompletionChecks.ALL,
                    ReviewChecks.ALL,
                    ServerChecks.ALL)
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
     * @param heard hears of each result as it comes
     * @throws PublishException {@link ErrorCode#INTERRUPTED}, and what signing throws; what the server does wrong is in the results
     */
    public static ConformanceReport run(ConformanceTarget target, Consumer<CheckResult> heard) {
        Observations observations = new Observations();
        List<CheckResult> results = new ArrayList<>();
        try (ApiClient wire = new ApiClient(target, observations);
                SampleReleases releases = new SampleReleases(target)) {
            for (Check check : CHECKS) {
                CheckResult result = run(check, new CheckContext(target, wire, releases, observations), wire);
                results.add(result);
                heard.accept(result);
            }
        }
        return new ConformanceReport(target.url(), List.copyOf(results));
    }

    private static CheckResult run(Check check, CheckContext bench, ApiClient wire) {
        Instant begin = bench.target().timing().clock().instant();
        CheckResult.Outcome outcome = CheckResult.Outcome.PASSED;
        String detail = "";
        try {
            check.body().accept(bench);
        } catch (ContractViolation e) {
            outcome = CheckResult.Outcome.FAILED;
            detail = String.valueOf(e.getMessage());
        } catch (CheckSkipped e) {
            outcome = CheckResult.Outcome.SKIPPED;
            detail = String.valueOf(e.getMessage());
        }
        List<String> requestIds = wire.takeRequestIds();
        Duration elapsed =
                Duration.between(begin, bench.target().timing().clock().instant());
        bench.tidy();
        wire.takeRequestIds();
        return new CheckResult(
                check.id(), check.title(), outcome, detail, requestIds, elapsed.isNegative() ? Duration.ZERO : elapsed);
    }

    static PublishException interrupted() {
        return PublishException.of(ErrorCode.INTERRUPTED, "check the Marketplace", "the check was interrupted")
                .build();
    }
}
