package io.powerx.publish.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.Publisher;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.s3.S3Server;
import io.powerx.publish.workbench.LocalWorkbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline with the publisher's own store, against a real Marketplace and a real S3 server on loopback. */
class PublishToStoreTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "note-plugin");

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<PublishEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Redactor redactor = new Redactor();

    @TempDir
    private Path folder;

    private Path project;
    private S3Server store;
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        project = copyOfTheExample();
        store = S3Server.start(folder.resolve("store"));
        sandbox = Sandbox.start(SandboxOptions.builder(folder.resolve("marketplace"))
                .faults(call -> {
                    requests.add(call.operation());
                    return FaultScript.NONE.decide(call);
                })
                .build());
    }

    @AfterEach
    void stop() {
        sandbox.close();
        store.close();
    }

    @Test
    void the_marketplace_reads_artifacts_from_the_store() {
        Receipt receipt = publish(true, afterStage("store", store::makePublic));

        assertThat(receipt.status()).isEqualTo("queued");
        assertThat(receipt.artifacts()).hasSize(5).allSatisfy(artifact -> assertThat(artifact.url())
                .startsWith("http://localhost:")
                .doesNotContain("?"));
        assertThat(changes()).containsExactly("registerPublish", "completeUploads", "submitReview");
        assertThat(events.toString()).doesNotContain(S3Server.SECRET.reveal());
    }

    @Test
    void publishing_again_sends_nothing_and_registers_nothing() {
        Receipt first = publish(true, afterStage("store", store::makePublic));
        requests.clear();
        events.clear();

        Receipt second = publish(true, PublishListener.NONE);

        assertThat(second.alreadyPublished()).isTrue();
        assertThat(second.publishId()).isEqualTo(first.publishId());
        assertThat(changes()).containsExactly("registerPublish", "getReview");
        assertThat(attempts()).doesNotContain("uploadPart", "createMultipartUpload");
    }

    @Test
    void an_object_that_the_marketplace_cannot_read_is_reported_and_a_later_run_succeeds() {
        PublishException failure =
                catchThrowableOfType(PublishException.class, () -> publish(true, PublishListener.NONE));
        assertThat(failure.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        store.makePublic();
        events.clear();

        Receipt receipt = publish(true, PublishListener.NONE);

        assertThat(receipt.status()).isEqualTo("queued");
        assertThat(attempts()).doesNotContain("uploadPart");
    }

    @Test
    void a_run_without_the_store_completes_what_one_with_it_started() {
        assertThatThrownBy(() -> publish(true, PublishListener.NONE)).isInstanceOf(PublishException.class);
        store.makePublic();

        assertThat(publish(false, PublishListener.NONE).status()).isEqualTo("queued");
    }

    @Test
    void a_run_with_the_store_completes_what_one_without_it_started() {
        PublishException interrupted = catchThrowableOfType(
                PublishException.class,
                () -> publish(false, afterStage("register", () -> Thread.currentThread()
                        .interrupt())));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.code()).isEqualTo(ErrorCode.INTERRUPTED);

        assertThat(publish(true, afterStage("store", store::makePublic)).status())
                .isEqualTo("queued");
    }

    @Test
    void a_dry_run_shows_the_store_and_does_not_change_it() {
        var plans = publisher(PublishListener.NONE).plan(options(true));

        assertThat(plans).extracting("stage").containsSubsequence("metadata", "store", "register");
        assertThat(attempts()).containsOnly("listVersions", "preflight");
    }

    @Test
    void without_a_store_no_store_is_mentioned() {
        publish(false, PublishListener.NONE);

        assertThat(events.toString()).contains("stage=register").doesNotContain("stage=store");
    }

    private Receipt publish(boolean direct, PublishListener other) {
        return publisher(other).publish(options(direct), RunTelemetry.none());
    }

    private Publisher publisher(PublishListener other) {
        Timing patient = new Timing(Timing.SYSTEM.clock(), duration -> Thread.sleep(5), () -> 0.5);
        PublishListener listener = events::add;
        return new Publisher(
                new LocalWorkbench(project, project.resolve("dist")),
                listener.and(other),
                redactor,
                Vocabulary.SHELL,
                patient);
    }

    private PublishOptions options(boolean direct) {
        return new PublishOptions(
                Channel.STABLE,
                null,
                new PublishOptions.Mode(false, null, null, true, false, null),
                new PublishOptions.Target(
                        sandbox.baseUri(), ApiGeneration.MARKETPLACE, TokenSource.of(sandbox.publisherToken())),
                SigningSettings.withKey(
                        SigningProfile.CMS,
                        sandbox.signingKey().toString(),
                        sandbox.signingCertificate().toString(),
                        null),
                new HttpSettings(null, null, null, Duration.ofSeconds(30), Duration.ofSeconds(60)),
                UploadSettings.DEFAULT,
                direct ? store.settings() : null,
                new TelemetrySettings(null, null),
                new PublishOptions.Outputs(folder.resolve("receipt.json"), project.resolve(".px-plugin/publish")),
                PublishFile.defaults(),
                null,
                null,
                new Client("px-publish", "test", "cli"));
    }

    private static PublishListener afterStage(String stage, Runnable action) {
        return event -> {
            if (event instanceof PublishEvent.StageFinished finished
                    && finished.stage().equals(stage)) {
                action.run();
            }
        };
    }

    private List<String> changes() {
        return requests.stream()
                .filter(operation -> !Set.of("listVersions", "preflight").contains(operation))
                .toList();
    }

    private List<String> attempts() {
        return events.stream()
                .filter(PublishEvent.RequestAttempt.class::isInstance)
                .map(event -> ((PublishEvent.RequestAttempt) event).operation())
                .toList();
    }

    private Path copyOfTheExample() {
        Path copy = folder.resolve("note-plugin");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = EXAMPLE.relativize(file);
                if (!relative.startsWith("dist") && !relative.startsWith(".px-plugin")) {
                    Files.copy(file, copy.resolve(relative.toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
