package io.powerx.publish.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.Publisher;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sandbox.CoreOptions;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.sandbox.contract.ContractWatch;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.stage.StagePlan;
import io.powerx.publish.telemetry.EndDelay;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.testing.ExamplePlugin;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.workbench.LocalWorkbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A copy of the example plugin, a Marketplace on loopback, and a publisher between them. */
final class Publishing implements AutoCloseable {

    /** Long enough for a busy machine. */
    private static final Duration PATIENT = Duration.ofMinutes(2);

    final Path folder;
    final Path project;
    final Path receipt;
    final Sandbox sandbox;
    final @Nullable ContractWatch watch;
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final List<PublishEvent> events = Collections.synchronizedList(new ArrayList<>());
    final Redactor redactor = new Redactor();

    private @Nullable Secret token;
    private @Nullable Path spool;
    private PublishListener listener = events::add;

    private final ApiGeneration api;

    private Publishing(Path folder, FaultScript faults, UnaryOperator<SandboxOptions.Builder> how, ApiGeneration api) {
        this.folder = folder;
        this.api = api;
        this.spool = folder.resolve("telemetry");
        this.project = ExamplePlugin.copyTo(folder.resolve("note-plugin"));
        this.receipt = folder.resolve("publish-receipt.json");
        this.sandbox = Sandbox.start(how.apply(SandboxOptions.builder(folder.resolve("marketplace")))
                .faults(call -> {
                    requests.add(call.operation());
                    return faults.decide(call);
                })
                .build());
        this.watch = api == ApiGeneration.CORE ? null : ContractWatch.over(sandbox.baseUri());
    }

    /** Against PowerX core's registry, for which there is no contract to validate requests with. */
    private URI address() {
        return watch == null ? sandbox.apiUri() : watch.uri();
    }

    static Publishing in(Path folder) {
        return in(folder, FaultScript.NONE);
    }

    static Publishing in(Path folder, FaultScript faults) {
        return new Publishing(folder, faults, options -> options, ApiGeneration.MARKETPLACE);
    }

    static Publishing inPartsOf(int bytes, Path folder, FaultScript faults) {
        return new Publishing(folder, faults, options -> options.partSize(bytes), ApiGeneration.MARKETPLACE);
    }

    /** Publishes to PowerX core's registry instead. */
    static Publishing toCore(Path folder, FaultScript faults, CoreOptions ways) {
        return new Publishing(
                folder,
                faults,
                options ->
                        options.api(io.powerx.publish.config.ApiGeneration.CORE).core(ways),
                ApiGeneration.CORE);
    }

    Publishing with(Secret otherToken) {
        this.token = otherToken;
        return this;
    }

    Publishing listening(PublishListener other) {
        this.listener = listener.and(other);
        return this;
    }

    Receipt publish() {
        return publish(options -> options);
    }

    Receipt publish(UnaryOperator<PublishOptions> change) {
        return publish(project, change.apply(options(receipt)));
    }

    /** Publishes the same content this many times in parallel, each time from a separate folder. */
    List<Receipt> publishAtOnce(int times) {
        ExecutorService pool = Executors.newFixedThreadPool(times);
        try {
            List<CompletableFuture<Receipt>> runs = IntStream.range(0, times)
                    .mapToObj(run -> CompletableFuture.supplyAsync(() -> publishFrom("run-" + run), pool))
                    .toList();
            return runs.stream().map(CompletableFuture::join).toList();
        } finally {
            pool.shutdown();
        }
    }

    private Receipt publishFrom(String name) {
        Path machine = folder.resolve(name);
        Path copy = ExamplePlugin.copyTo(machine.resolve("note-plugin"));
        return publish(copy, options(machine.resolve("publish-receipt.json")));
    }

    Receipt publish(Path of, PublishOptions options) {
        try (RunTelemetry run = RunTelemetry.begin(spool, redactor, Clock.systemUTC(), new EndDelay(PATIENT))) {
            return publisher(of).publish(options, run);
        }
    }

    /** The ids of the stages in a dry run. */
    List<String> plannedStages() {
        PublishOptions dryRun = mode(options(receipt), new PublishOptions.Mode(true, null, null, true, false, null));
        return publisher(project).plan(dryRun).stream().map(StagePlan::stage).toList();
    }

    /** The ids of the stages that a publish runs. */
    List<String> stagesOfAPublish() {
        events.clear();
        publish();
        return events.stream()
                .filter(PublishEvent.StageStarted.class::isInstance)
                .map(event -> ((PublishEvent.StageStarted) event).stage())
                .toList();
    }

    Publisher publisher(Path of) {
        Timing patient =
                new Timing(Clock.systemUTC(), duration -> Thread.sleep(Math.min(5, duration.toMillis())), () -> 0.5);
        return new Publisher(new LocalWorkbench(of, of.resolve("dist")), listener, redactor, Vocabulary.SHELL, patient);
    }

    Publishing withoutSpool() {
        spool = null;
        return this;
    }

    PublishOptions options(Path receiptFile) {
        Secret secret = token == null ? sandbox.publisherToken() : token;
        redactor.add(secret);
        return new PublishOptions(
                Channel.STABLE,
                null,
                new PublishOptions.Mode(false, null, null, true, false, null),
                new PublishOptions.Target(address(), api, TokenSource.of(secret)),
                signing(),
                new HttpSettings(null, null, null, Duration.ofSeconds(30), Duration.ofSeconds(60)),
                UploadSettings.DEFAULT,
                null,
                new TelemetrySettings(
                        api == ApiGeneration.CORE
                                ? null
                                : URI.create(address() + sandbox.telemetryUri().getPath()),
                        null),
                new PublishOptions.Outputs(receiptFile, project.resolve(".px-plugin/publish")),
                PublishFile.parse("publish.yml", text(project.resolve("publish.yml"))),
                null,
                new ReleaseMetadata.Build("0123456789abcdef0123456789abcdef01234567", null, "test", null, null),
                new Client("px-publish", "test", "cli"));
    }

    private SigningSettings signing() {
        boolean core = api == ApiGeneration.CORE;
        return SigningSettings.withKey(
                core ? SigningProfile.ED25519_PACKAGE : SigningProfile.CMS,
                sandbox.signingKey().toString(),
                core ? null : sandbox.signingCertificate().toString(),
                null);
    }

    Marketplace marketplace() {
        return Marketplaces.connect(
                new PublishOptions.Target(sandbox.apiUri(), api, pluginId -> sandbox.publisherToken()),
                () -> "",
                HttpSettings.DEFAULT,
                PublishListener.NONE,
                new Redactor(),
                Timing.SYSTEM);
    }

    /** The requests of the publish itself, without those of its check and of telemetry. */
    List<String> changes() {
        return requests.stream()
                .filter(operation ->
                        !List.of("listVersions", "preflight", "reportTelemetry").contains(operation))
                .toList();
    }

    void write(String file, String text) {
        try {
            Files.writeString(project.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PublishOptions mode(PublishOptions options, PublishOptions.Mode mode) {
        return with(options, options.notesFile(), mode, options.target());
    }

    static PublishOptions target(PublishOptions options, URI other) {
        return target(
                options,
                new PublishOptions.Target(
                        other, options.target().api(), options.target().token()));
    }

    static PublishOptions target(PublishOptions options, PublishOptions.Target other) {
        return with(options, options.notesFile(), options.mode(), other);
    }

    static PublishOptions notes(PublishOptions options, String file) {
        return with(options, file, options.mode(), options.target());
    }

    private static PublishOptions with(
            PublishOptions options, String notes, PublishOptions.Mode mode, PublishOptions.Target target) {
        return new PublishOptions(
                options.channel(),
                notes,
                mode,
                target,
                options.signing(),
                options.http(),
                options.upload(),
                options.store(),
                options.telemetry(),
                options.outputs(),
                options.file(),
                options.sourceDateEpoch(),
                options.build(),
                options.client());
    }

    /** Checks after every test that all requests and responses were valid according to the contract. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        sandbox.close();
        if (watch != null) {
            assertThat(watch.faults()).isEmpty();
        }
    }
}
