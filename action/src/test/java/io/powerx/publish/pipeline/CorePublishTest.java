package io.powerx.publish.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.sandbox.CoreOptions;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.testing.ExamplePlugin;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.workbench.LocalWorkbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole pipeline against PowerX core's registry on loopback. */
class CorePublishTest {
    private static final String PLUGIN = "com.powerx.plugins.note";

    @TempDir
    private Path folder;

    @Test
    void a_plugin_passes_the_gates_and_waits_for_its_approval() {
        try (Publishing given = given()) {
            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(receipt.alreadyPublished()).isFalse();
            assertThat(receipt.signature().profile()).isEqualTo("ed25519-package");
            assertThat(ReceiptFile.read(given.receipt)).isEqualTo(receipt);
            assertThat(versions(given)).extracting(VersionInfo::status).containsExactly("queued");
        }
    }

    @Test
    void a_publish_changes_the_registry_four_times_and_no_more() {
        try (Publishing given = given()) {
            given.publish();

            assertThat(changes(given))
                    .containsExactly("createRelease", "registerSigningKey", "uploadArtifact", "runGates");
        }
    }

    @Test
    void publishing_the_same_content_again_sets_no_gate_back() {
        try (Publishing given = given()) {
            Receipt first = given.publish();
            given.requests.clear();

            Receipt second = given.publish();

            assertThat(second.alreadyPublished()).isTrue();
            assertThat(second.publishId()).isEqualTo(first.publishId());
            assertThat(second.status()).isEqualTo("queued");
            assertThat(changes(given)).isEmpty();
        }
    }

    @Test
    void the_same_content_from_another_machine_is_the_same_candidate() {
        try (Publishing given = given()) {
            Receipt first = given.publish();
            given.requests.clear();
            Path elsewhere = ExamplePlugin.copyTo(mkdir("elsewhere").resolve("note-plugin"));

            Receipt second = given.publish(elsewhere, given.options(folder.resolve("other.json")));

            assertThat(second.publishId()).isEqualTo(first.publishId());
            assertThat(changes(given)).isEmpty();
            assertThat(versions(given)).hasSize(1);
        }
    }

    @Test
    void different_content_of_a_version_is_a_conflict_that_does_not_change_the_candidate() {
        try (Publishing given = given()) {
            Receipt first = given.publish();
            given.requests.clear();
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
            assertThat(failure.publishId()).contains(first.publishId());
            assertThat(changes(given)).isEmpty();
            assertThat(versions(given)).extracting(VersionInfo::status).containsExactly("queued");
        }
    }

    @Test
    void the_second_version_needs_no_registration_of_the_key() {
        try (Publishing given = given()) {
            given.publish();
            given.requests.clear();
            given.write(
                    "plugin.yaml",
                    Publishing.text(given.project.resolve("plugin.yaml")).replace("0.2.0", "0.2.1"));
            given.write("CHANGELOG.md", "## 0.2.1\n\n- The calendar shows the notes of a whole week.\n");

            UnaryOperator<PublishOptions> unchecked = options -> Publishing.mode(
                    options, new PublishOptions.Mode(false, null, "a new version only", true, false, null));
            given.publish(options -> core(new CoreSettings(null, null, 90.0)).apply(unchecked.apply(options)));

            assertThat(changes(given)).containsExactly("createRelease", "uploadArtifact", "runGates");
            assertThat(versions(given)).extracting(VersionInfo::version).containsExactly("0.2.1", "0.2.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"listReleases", "createRelease", "uploadArtifact", "runGates", "registerSigningKey"})
    void a_lost_response_does_not_repeat_the_change(String operation) {
        try (Publishing given = given(FaultScript.on(operation, 1, Fault.dropBeforeReply()))) {
            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(versions(given)).hasSize(1);
            assertThat(given.requests.stream().filter("createRelease"::equals)).hasSize(1);
            assertThat(given.requests.stream().filter("uploadArtifact"::equals)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"listReleases", "createRelease", "uploadArtifact", "runGates", "registerSigningKey"})
    void requests_to_a_registry_under_maintenance_are_retried(String operation) {
        try (Publishing given = given(FaultScript.on(operation, 1, Fault.unavailable(Duration.ofSeconds(1))))) {
            assertThat(given.publish().status()).isEqualTo("queued");
        }
    }

    @Test
    void a_package_whose_upload_is_cut_off_is_sent_again() {
        try (Publishing given = given(FaultScript.on("uploadArtifact", 1, Fault.dropInBody(3000)))) {
            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(receipt.retries()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_earlier_registry_receives_the_configured_tenant(int version) {
        try (Publishing given = given(CoreOptions.DEFAULT.withBodyVersion(version))) {
            Receipt receipt = given.publish(core(new CoreSettings("tenant-7", null, null)));

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(changes(given).stream().filter("createRelease"::equals)).hasSize(2);
        }
    }

    @Test
    void a_missing_tenant_for_an_earlier_registry_is_an_error() {
        try (Publishing given = given(CoreOptions.DEFAULT.withBodyVersion(1))) {
            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
            assertThat(failure).hasMessageContaining("tenantId");
            assertThat(failure.remedy(Vocabulary.SHELL)).startsWith("Specify the tenant with --tenant.");
        }
    }

    @Test
    void a_registry_that_accepts_no_packages_is_an_error_before_packing() {
        try (Publishing given = given(CoreOptions.DEFAULT.withoutDistribution())) {
            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OFFERED);
            assertThat(failure).hasMessageContaining("feature disabled");
            assertThat(changes(given).stream().filter("uploadArtifact"::equals)).hasSize(1);
            assertThat(ReceiptFile.read(given.receipt).error().code()).isEqualTo("not_offered");
        }
    }

    @Test
    void a_registry_without_room_for_signatures_is_not_sent_the_package_again_and_again() {
        try (Publishing given = given(CoreOptions.DEFAULT.withNarrowSignatures())) {
            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OFFERED);
            assertThat(failure).hasMessageContaining("signature_fingerprint");
            assertThat(changes(given).stream().filter("uploadArtifact"::equals)).hasSize(1);
        }
    }

    @Test
    void a_plugin_that_the_gates_would_reject_is_not_uploaded() throws IOException {
        try (Publishing given = given()) {
            Files.writeString(given.project.resolve("notes.md"), "Notes for Mastodon are shown in the menu.");

            PublishException failure = failureOf(() -> given.publish(options -> Publishing.notes(options, "notes.md")));

            assertThat(failure.code()).isEqualTo(ErrorCode.PRECHECK_FAILED);
            assertThat(given.events.toString()).contains("QA_PENDING_TASKS", "Mastodon");
            assertThat(changes(given)).isEmpty();
        }
    }

    @Test
    void failed_gates_are_reported_with_reasons_and_run_again_once_they_are_met() {
        try (Publishing given = given()) {
            UnaryOperator<PublishOptions> unchecked = options -> Publishing.mode(
                    options, new PublishOptions.Mode(false, null, "coverage is not measured", true, false, null));

            PublishException failure = failureOf(() -> given.publish(unchecked));

            assertThat(failure.code()).isEqualTo(ErrorCode.REVIEW_NEGATIVE);
            assertThat(failure).hasMessageContaining("COVERAGE_BELOW_THRESHOLD");
            Receipt receipt = ReceiptFile.read(given.receipt);
            assertThat(receipt.status()).isEqualTo("needs_changes");
            Review review = given.marketplace().review(receipt.versionId());
            assertThat(review.decision().notes()).contains("COVERAGE_BELOW_THRESHOLD");

            given.requests.clear();
            Receipt second = given.publish(
                    options -> core(new CoreSettings(null, null, 85.5)).apply(unchecked.apply(options)));

            assertThat(second.status()).isEqualTo("queued");
            assertThat(second.publishId()).isEqualTo(receipt.publishId());
            assertThat(changes(given)).containsExactly("updateRelease", "runGates");
        }
    }

    @Test
    void the_registry_receives_the_notes_that_the_precheck_reads_and_that_are_packed() {
        try (Publishing given = given()) {
            given.write("notes.md", "\uFEFF# Pinned notes\r\n\r\n- Notes can be pinned to the top.\u0007\r\n\r\n");

            Receipt receipt = given.publish(options -> Publishing.notes(options, "notes.md"));

            LocalWorkbench workbench = new LocalWorkbench(given.project, folder);
            String shown = Inspected.read(workbench, "notes.md").notes().text();
            assertThat(shown).isEqualTo("# Pinned notes\n\n- Notes can be pinned to the top.");
            assertThat(notesOf(given, receipt)).isEqualTo(shown);
            String packed =
                    given.project.resolve("dist/" + PLUGIN + "-0.2.0.pxp").toString();
            assertThat(ExternalTool.run(folder, Map.of(), List.of("tar", "-xOzf", packed, "docs/release-notes.md"))
                            .succeeded()
                            .output())
                    .isEqualTo(shown);
        }
    }

    @Test
    void notes_that_the_gates_rejected_are_corrected_on_the_same_candidate() {
        try (Publishing given = given()) {
            Receipt rejected = publishWithNotes(given, "x".repeat(31));
            assertThat(rejected.status()).isEqualTo("needs_changes");
            assertThat(notesOf(given, rejected)).isEqualTo("x".repeat(31));

            given.requests.clear();
            Receipt corrected = publishWithNotes(given, "Notes can be pinned to the top of the list.\n");

            assertThat(corrected.status()).isEqualTo("queued");
            assertThat(corrected.publishId()).isEqualTo(rejected.publishId());
            assertThat(corrected.contentDigest()).isNotEqualTo(rejected.contentDigest());
            assertThat(notesOf(given, corrected)).isEqualTo("Notes can be pinned to the top of the list.");
            assertThat(changes(given)).containsExactly("updateRelease", "uploadArtifact", "runGates");
        }
    }

    @ParameterizedTest
    @CsvSource({"updateRelease, 1", "uploadArtifact, 2", "runGates, 2"})
    void a_correction_whose_reply_is_lost_is_not_repeated(String operation, int nth) {
        try (Publishing given = given(FaultScript.on(operation, nth, Fault.dropBeforeReply()))) {
            Receipt rejected = publishWithNotes(given, "x".repeat(31));

            Receipt corrected = publishWithNotes(given, "Notes can be pinned to the top of the list.");

            assertThat(corrected.status()).isEqualTo("queued");
            assertThat(corrected.publishId()).isEqualTo(rejected.publishId());
            assertThat(corrected.retries()).isPositive();
            assertThat(given.requests.stream().filter("uploadArtifact"::equals)).hasSize(2);
        }
    }

    @Test
    void a_correction_that_was_interrupted_before_its_upload_is_completed_by_the_next_run() {
        Fault cut = Fault.dropInBody(3000);
        AtomicBoolean down = new AtomicBoolean();
        FaultScript faults = call -> down.get() && call.operation().equals("uploadArtifact") ? cut : Fault.NONE;
        try (Publishing given = given(faults)) {
            Receipt rejected = publishWithNotes(given, "x".repeat(31));
            String notes = "Notes can be pinned to the top of the list.";
            down.set(true);
            assertThat(failureOf(() -> publishWithNotes(given, notes)).code().category())
                    .isEqualTo(ErrorCategory.NETWORK);
            assertThat(given.marketplace().get(rejected.publishId()).awaitsUpload())
                    .isTrue();
            down.set(false);

            Receipt corrected = publishWithNotes(given, notes);

            assertThat(corrected.status()).isEqualTo("queued");
            assertThat(corrected.publishId()).isEqualTo(rejected.publishId());
        }
    }

    @Test
    void a_withdrawn_version_can_be_published_again() {
        try (Publishing given = given()) {
            Receipt receipt = given.publish();

            VersionInfo withdrawn =
                    given.marketplace().changeStatus(receipt.versionId(), "withdrawn", "wrong migration");

            assertThat(withdrawn.status()).isEqualTo("withdrawn");
            assertThat(versions(given)).isEmpty();
            assertThat(failureOf(() -> given.marketplace().get(receipt.publishId()))
                            .code())
                    .isEqualTo(ErrorCode.PUBLISH_NOT_FOUND);
            assertThat(given.publish().status()).isEqualTo("queued");
        }
    }

    @Test
    void a_review_cannot_be_paused_here() {
        try (Publishing given = given()) {
            Receipt receipt = given.publish();

            PublishException failure =
                    failureOf(() -> given.marketplace().changeStatus(receipt.versionId(), "review_paused", "wait"));

            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OFFERED);
            assertThat(failure).hasMessageContaining("cannot pause reviews");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub_unknown", "00000000-0000-4000-8000-000000000000"})
    void resuming_an_unknown_candidate_is_an_error(String id) {
        try (Publishing given = given()) {
            PublishException failure = failureOf(() -> given.publish(
                    options -> Publishing.mode(options, new PublishOptions.Mode(false, id, null, true, false, null))));

            assertThat(failure.code()).isEqualTo(ErrorCode.PUBLISH_NOT_FOUND);
        }
    }

    @Test
    void a_dry_run_describes_each_stage_and_changes_nothing() {
        try (Publishing given = given()) {
            var plans = given.publisher(given.project)
                    .plan(Publishing.mode(
                            given.options(given.receipt),
                            new PublishOptions.Mode(true, null, null, true, false, null)));

            assertThat(plans).extracting("stage").contains("pack", "sign", "register", "upload", "submit");
            assertThat(changes(given)).isEmpty();
            assertThat(given.project.resolve("dist")).doesNotExist();
        }
    }

    @Test
    void a_token_that_may_not_administrate_lacks_a_permission() {
        try (Publishing given = given()) {
            given.with(given.sandbox.readerToken());

            assertThat(failureOf(given::publish).code()).isEqualTo(ErrorCode.MISSING_PERMISSION);
        }
    }

    @Test
    void ten_runs_at_once_end_in_one_candidate() {
        try (Publishing given = given()) {
            List<Receipt> receipts = given.publishAtOnce(10);

            assertThat(receipts)
                    .hasSize(10)
                    .extracting(Receipt::publishId)
                    .containsOnly(receipts.get(0).publishId());
            assertThat(versions(given)).extracting(VersionInfo::status).containsExactly("queued");
        }
    }

    @Test
    void a_dry_run_lists_the_stages_of_a_publish_in_their_order() {
        try (Publishing given = given()) {
            assertThat(given.plannedStages()).isEqualTo(given.stagesOfAPublish());
        }
    }

    /** Publishes without the precheck, which would reject the notes before they are sent. */
    private static Receipt publishWithNotes(Publishing given, String notes) {
        given.write("notes.md", notes);
        UnaryOperator<PublishOptions> unchecked = options ->
                Publishing.mode(options, new PublishOptions.Mode(false, null, "the gates decide", true, false, null));
        try {
            return given.publish(options -> Publishing.notes(
                    core(new CoreSettings(null, null, 90.0)).apply(unchecked.apply(options)), "notes.md"));
        } catch (PublishException e) {
            if (e.code() != ErrorCode.REVIEW_NEGATIVE) {
                throw e;
            }
            assertThat(e).hasMessageContaining("DOCS_INCOMPLETE");
            return ReceiptFile.read(given.receipt);
        }
    }

    /** The notes that the registry has. */
    private static String notesOf(Publishing given, Receipt receipt) {
        String authorization = "Bearer " + given.sandbox.publisherToken().reveal();
        URI address = URI.create(given.sandbox.apiUri() + "/internal/plugins/releases/" + receipt.versionId());
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", authorization)
                    .build();
            String reply = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            // Core does not escape line feeds.
            return Json.mapper()
                    .readTree(reply.substring(reply.indexOf('{')).replace("\n", "\\n"))
                    .at("/data/releaseNotes")
                    .asText();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Publishing given() {
        return given(CoreOptions.DEFAULT);
    }

    private Publishing given(CoreOptions ways) {
        return Publishing.toCore(folder, FaultScript.NONE, ways);
    }

    private Publishing given(FaultScript faults) {
        return Publishing.toCore(folder, faults, CoreOptions.DEFAULT);
    }

    private static UnaryOperator<PublishOptions> core(CoreSettings settings) {
        return options -> Publishing.target(
                options,
                new PublishOptions.Target(
                        options.target().apiUrl(),
                        options.target().api(),
                        options.target().token(),
                        settings));
    }

    private static List<String> changes(Publishing given) {
        return given.requests.stream()
                .filter(operation -> !operation.equals("listReleases") && !operation.equals("getRelease"))
                .toList();
    }

    private static List<VersionInfo> versions(Publishing given) {
        return given.marketplace().versions(PLUGIN, Channel.STABLE);
    }

    private static PublishException failureOf(Runnable publish) {
        return catchThrowableOfType(PublishException.class, publish::run);
    }

    private Path mkdir(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
