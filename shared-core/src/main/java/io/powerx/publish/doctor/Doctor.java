package io.powerx.publish.doctor;

import io.powerx.publish.config.Layer;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.plugin.PluginSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a machine is ready to publish: its Java, the configuration, the way to the servers, the credentials and the disk. Nothing
 * is changed, neither on this machine nor in a Marketplace.
 */
public final class Doctor {
    /** For all checks together. */
    static final Duration MAX_DURATION = Duration.ofSeconds(30);

    private final DoctorInput input;
    private final Map<String, DoctorInput> targets;

    /**
     * Checks several targets.
     *
     * @param input for what does not depend on the target
     * @param targets by their names, in the order of the report; empty for a publish to the only target
     */
    public Doctor(DoctorInput input, Map<String, DoctorInput> targets) {
        this.input = input;
        this.targets = targets;
    }

    /**
     * Runs all checks, those that wait for servers at the same time.
     *
     * @return within 30 seconds
     * @throws PublishException {@link ErrorCode#INTERRUPTED}
     */
    public DoctorReport examine() {
        Instant begin = input.timing().clock().instant();
        ProjectCheck project = new ProjectCheck(input);
        Optional<PluginSnapshot> plugin = project.plugin();
        List<Examination> examinations = new ArrayList<>(List.of(new JavaCheck(), project));
        if (targets.isEmpty()) {
            examinations.add(new MarketplaceCheck(input, plugin.orElse(null)));
            examinations.add(new SigningCheck(input));
        }
        examinations.add(new DiskCheck(input));
        examinations.add(new SpoolCheck(input));
        if (targets.isEmpty()) {
            examinations.add(new TelemetryCheck(input));
        }
        targets.forEach((name, target) -> Stream.of(
                        new MarketplaceCheck(target, plugin.orElse(null)),
                        new SigningCheck(target),
                        new TelemetryCheck(target))
                .forEach(examination -> examinations.add(new TargetCheck(name, examination))));
        return report(begin, run(examinations, MAX_DURATION));
    }

    /** A check of one of several targets. */
    private record TargetCheck(String target, Examination examination) implements Examination {
        @Override
        public String id() {
            return examination.id();
        }

        @Override
        public Diagnosis named(Diagnosis result) {
            return result.of(target);
        }

        @Override
        public void run(Consumer<Diagnosis> results) throws InterruptedException {
            examination.run(results);
        }
    }

    private DoctorReport report(Instant begin, List<Diagnosis> checks) {
        List<ResolvedConfig.Explained> settings = input.config().explain(input.folders()).stream()
                .filter(line -> line.origin() != null && line.origin().layer() != Layer.DEFAULT)
                .map(line -> new ResolvedConfig.Explained(line.setting(), shown(line.value()), line.origin()))
                .toList();
        return new DoctorReport(
                begin,
                input.client(),
                checks.stream()
                        .map(check -> check.withFound(shown(check.found())))
                        .toList(),
                settings);
    }

    /** The report may be attached to a ticket: without secrets, and without the user's name, which is part of most paths. */
    private String shown(@Nullable String text) {
        String clean = input.redactor().redact(String.valueOf(text));
        Path home = input.folders() == null ? null : input.folders().home();
        return home == null || home.getNameCount() == 0 ? clean : clean.replace(home.toString(), "~");
    }

    /**
     * Runs checks at the same time.
     *
     * @param limit for all checks together
     */
    static List<Diagnosis> run(List<? extends Examination> examinations, Duration limit) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "px-doctor");
            // The system's resolver cannot be interrupted.
            thread.setDaemon(true);
            return thread;
        });
        long end = System.nanoTime() + limit.toNanos();
        try {
            List<Running> all = examinations.stream()
                    .map(examination -> Running.start(examination, threads))
                    .toList();
            List<Diagnosis> results = new ArrayList<>();
            for (Running running : all) {
                results.addAll(running.await(end, limit));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PublishException.of(ErrorCode.INTERRUPTED, "run the checks", "they were interrupted")
                    .causedBy(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private record Running(Examination examination, List<Diagnosis> results, Future<?> future) {
        static Running start(Examination examination, ExecutorService threads) {
            List<Diagnosis> results = Collections.synchronizedList(new ArrayList<>());
            Future<?> future = threads.submit(() -> {
                examination.run(result -> results.add(examination.named(result)));
                return null;
            });
            return new Running(examination, results, future);
        }

        /** The results so far, and why there are no more. */
        List<Diagnosis> await(long end, Duration limit) throws InterruptedException {
            try {
                future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                return List.copyOf(results);
            } catch (TimeoutException e) {
                future.cancel(true);
                return with(Diagnosis.fail(
                        examination.id(),
                        ErrorCode.NETWORK_UNREACHABLE,
                        "no result after " + Quantities.duration(limit),
                        "Check the network and its name servers, then run the checks again."));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof PublishException error) {
                    return with(Diagnosis.fail(examination.id(), error));
                }
                Throwable cause = e.getCause();
                throw PublishException.defect("run the check " + examination.id(), cause == null ? e : cause);
            }
        }

        private List<Diagnosis> with(Diagnosis last) {
            List<Diagnosis> all = new ArrayList<>(List.copyOf(results));
            all.add(examination.named(last));
            return all;
        }
    }
}
