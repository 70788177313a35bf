package io.powerx.publish;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.Timing;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.SharedSignatures;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.telemetry.TelemetryEvent;
import io.powerx.publish.workbench.SharedWorkbench;
import io.powerx.publish.workbench.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a version to several targets, one after the other. The package is built and signed once for all targets that need
 * the same one, and the failure of a target does not stop the others.
 */
public final class TargetsPublisher {
    private final Workbench workbench;
    private final PublishListener listener;
    private final Redactor redactor;
    private final Vocabulary vocabulary;
    private final Timing timing;
    private final SharedSignatures signatures = new SharedSignatures();

    /** The parameters are those of {@link Publisher}. */
    public TargetsPublisher(
            Workbench workbench, PublishListener listener, Redactor redactor, Vocabulary vocabulary, Timing timing) {
        this.workbench = new SharedWorkbench(workbench);
        this.listener = listener;
        this.redactor = redactor;
        this.vocabulary = vocabulary;
        this.timing = timing;
    }

    /**
     * A target.
     *
     * @param options called when the target's turn has come; a failure concerns this target alone. The receipt and the journals
     *     get names that other targets do not use
     * @param telemetry begins the telemetry of its run; the caller closes it, so that no target waits for that of another one
     * @param afterwards what follows on the submission, such as the wait for the review; receives the file of the receipt
     */
    public record Target(
            String name,
            Supplier<PublishOptions> options,
            Supplier<RunTelemetry> telemetry,
            BiFunction<Receipt, Path, Concluded> afterwards) {}

    /**
     * A submission and what followed.
     *
     * @param failure null if there is none
     */
    public record Concluded(Receipt receipt, @Nullable PublishException failure) {}

    /**
     * The result of a target.
     *
     * @param receiptFile null if the failure came before it was known
     * @param receipt null if the version was not submitted
     * @param failure null if there is none
     * @param last the last event of its run; null if its turn did not come
     */
    public record Outcome(
            String target,
            @Nullable Path receiptFile,
            @Nullable Receipt receipt,
            @Nullable PublishException failure,
            @Nullable TelemetryEvent last) {
        /** 0, or that of the failure. */
        public int exitCode() {
            return failure == null ? 0 : failure.code().exitCode();
        }
    }

    /**
     * Publishes to each target.
     *
     * @return one outcome for each target, in the same order
     */
    public List<Outcome> publish(List<Target> targets) {
        List<Outcome> outcomes = new ArrayList<>();
        PublishException interrupted = null;
        for (Target target : targets) {
            if (interrupted != null) {
                outcomes.add(new Outcome(target.name(), null, null, interrupted, null));
                continue;
            }
            Outcome outcome = publish(target);
            outcomes.add(outcome);
            if (outcome.failure() != null && outcome.failure().code() == ErrorCode.INTERRUPTED) {
                interrupted = outcome.failure();
            }
        }
        return List.copyOf(outcomes);
    }

    /**
     * Requires that no two targets have the same Marketplace and channel.
     *
     * @param places the address of the Marketplace and the channel of each target, as one text, by the name of the target
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID}
     */
    public static void requireDistinct(Map<String, String> places) {
        Map<String, String> known = new HashMap<>();
        places.forEach((name, place) -> {
            String other = known.put(place, name);
            if (other != null) {
                throw PublishException.of(
                        ErrorCode.CONFIG_INVALID,
                        "publish to several targets",
                        "the targets %s and %s have the same Marketplace and channel".formatted(other, name));
            }
        });
    }

    /** The worst failure: an interrupt, then a defect, then the one with the highest exit code. */
    public static Optional<PublishException> worst(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> Optional.ofNullable(outcome.failure()).stream())
                .max(Comparator.comparing((PublishException failure) -> failure.code() == ErrorCode.INTERRUPTED)
                        .thenComparing(failure -> failure.code() == ErrorCode.INTERNAL_ERROR)
                        .thenComparing(failure -> failure.code().exitCode()));
    }

    private Outcome publish(Target target) {
        listener.on(new PublishEvent.TargetStarted(target.name()));
        Path receiptFile = null;
        Receipt receipt = null;
        RunTelemetry telemetry = target.telemetry().get();
        try {
            PublishOptions general = target.options().get();
            PublishOptions options = general.with(general.outputs().ofTarget(target.name()));
            receiptFile = options.outputs().receipt();
            receipt = new Publisher(workbench, listener, redactor, vocabulary, timing, signatures)
                    .publish(options, telemetry);
            Concluded concluded = target.afterwards().apply(receipt, receiptFile);
            return outcome(target, receiptFile, concluded.receipt(), concluded.failure(), telemetry);
        } catch (PublishException e) {
            telemetry.failed(e);
            return outcome(target, receiptFile, receipt, e, telemetry);
        } catch (RuntimeException e) {
            PublishException defect = PublishException.defect("publish to the target " + target.name(), e);
            telemetry.failed(defect);
            return outcome(target, receiptFile, receipt, defect, telemetry);
        } finally {
            telemetry.finish();
        }
    }

    private static Outcome outcome(
            Target target,
            @Nullable Path receiptFile,
            @Nullable Receipt receipt,
            @Nullable PublishException failure,
            RunTelemetry telemetry) {
        return new Outcome(
                target.name(), receiptFile, receipt, failure, telemetry.last().orElse(null));
    }
}
