package io.powerx.publish.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.journal.Journal;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ExamplePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole pipeline against a real Marketplace on loopback. */
class PublishTest {
    @TempDir
    private Path folder;

    @Test
    void a_publish_ends_in_the_review_queue_and_writes_a_receipt() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(receipt.alreadyPublished()).isFalse();
            assertThat(receipt.reviewQueueId()).isNotBlank();
            assertThat(receipt.nextCheckAt()).isNotNull();
            assertThat(receipt.submittedAt()).isNotNull();
            assertThat(ReceiptFile.read(given.receipt)).isEqualTo(receipt);
            assertThat(versions(given)).extracting(VersionInfo::version).containsExactly("0.2.0");
        }
    }

    @Test
    void a_publish_makes_no_request_that_the_contract_does_not_need() {
        try (Publishing given = Publishing.in(folder)) {
            given.publish();

            assertThat(given.changes())
                    .containsExactly(
                            "registerPublish",
                            "uploadPart",
                            "uploadPart",
                            "uploadPart",
                            "uploadPart",
                            "uploadPart",
                            "completeUploads",
                            "submitReview");
        }
    }

    @Test
    void publishing_the_same_content_again_succeeds_and_changes_nothing() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt first = given.publish();
            given.requests.clear();

            Receipt second = given.publish();

            assertThat(second.alreadyPublished()).isTrue();
            assertThat(second.publishId()).isEqualTo(first.publishId());
            assertThat(second.reviewQueueId()).isEqualTo(first.reviewQueueId());
            assertThat(second.submittedAt()).isEqualTo(first.submittedAt());
            assertThat(given.changes()).containsExactly("registerPublish", "getReview");
        }
    }

    @Test
    void different_content_of_a_version_is_a_conflict_that_shows_the_existing_publish() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt first = given.publish();
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");
            given.requests.clear();

            PublishException failure = failureOf(given::publish);

            assertThat(given.requests).contains("preflight").doesNotContain("registerPublish");
            assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
            assertThat(failure.publishId()).contains(first.publishId());
            assertThat(failure.link()).isPresent();
            assertThat(versions(given)).hasSize(1);
        }
    }

    private static FaultScript refusesParts(AtomicBoolean down) {
        return call -> down.get() && call.operation().equals("uploadPart")
                ? new Fault.Status(400, "validation_failed", null)
                : Fault.NONE;
    }

    @Test
    void content_that_was_rebuilt_after_a_broken_upload_is_published_after_the_withdrawal_that_the_remedy_shows() {
        AtomicBoolean down = new AtomicBoolean(true);
        try (Publishing given = Publishing.in(folder, refusesParts(down))) {
            failureOf(given::publish);
            String publishId = ReceiptFile.read(given.receipt).publishId();
            down.set(false);
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.PUBLISH_IN_PROGRESS);
            assertThat(failure.found())
                    .isEqualTo("the Marketplace has this version with different content; its upload is not complete");
            assertThat(failure.remedy(Vocabulary.SHELL))
                    .contains("px-plugin withdraw --publish-id " + publishId + " --reason ")
                    .doesNotContain("ncrease the version");
            given.marketplace()
                    .changeStatus(given.marketplace().get(publishId).versionId(), "withdrawn", "incomplete upload");
            assertThat(given.publish().status()).isEqualTo("queued");
        }
    }

    @Test
    void the_journal_contains_a_broken_upload_whose_run_was_killed_before_it_wrote_a_receipt() throws IOException {
        AtomicBoolean down = new AtomicBoolean(true);
        try (Publishing given = Publishing.in(folder, refusesParts(down))) {
            failureOf(given::publish);
            String publishId = ReceiptFile.read(given.receipt).publishId();
            Files.delete(given.receipt);
            down.set(false);
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.PUBLISH_IN_PROGRESS);
            assertThat(failure.remedy(Vocabulary.SHELL)).contains("px-plugin withdraw --publish-id " + publishId + " ");
        }
    }

    @Test
    void the_newest_of_many_journals_contains_the_broken_upload() throws IOException {
        AtomicBoolean down = new AtomicBoolean(true);
        try (Publishing given = Publishing.in(folder, refusesParts(down))) {
            failureOf(given::publish);
            String publishId = ReceiptFile.read(given.receipt).publishId();
            Files.delete(given.receipt);
            Path journals = given.project.resolve(".px-plugin/publish");
            for (int run = 0; run < 1_000; run++) {
                Path older = Files.createDirectories(journals.resolve("older-" + run))
                        .resolve(Journal.NAME);
                Files.writeString(older, "");
                Files.setLastModifiedTime(older, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            }
            down.set(false);
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            PublishException failure = failureOf(given::publish);

            assertThat(failure.remedy(Vocabulary.SHELL)).contains("px-plugin withdraw --publish-id " + publishId + " ");
        }
    }

    @Test
    void without_a_receipt_a_conflict_still_links_to_the_published_version() throws IOException {
        try (Publishing given = Publishing.in(folder)) {
            given.publish();
            Files.delete(given.receipt);
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
            assertThat(failure.link()).isPresent();
        }
    }

    @Test
    void a_marketplace_without_a_preflight_is_asked_for_its_versions() {
        FaultScript older =
                call -> call.operation().equals("preflight") ? new Fault.Status(404, "not_found", null) : Fault.NONE;
        try (Publishing given = Publishing.in(folder, older)) {
            assertThat(given.publish().status()).isEqualTo("queued");
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            assertThat(failureOf(given::publish).code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
            assertThat(given.requests).contains("preflight", "listVersions");
        }
    }

    @Test
    void a_conflict_does_not_overwrite_the_receipt_of_the_existing_publish() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt first = given.publish();
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");

            failureOf(given::publish);

            assertThat(ReceiptFile.read(given.receipt)).isEqualTo(first);
        }
    }

    @Test
    void the_same_content_from_another_machine_finds_the_first_publish() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt first = given.publish();
            Path elsewhere = ExamplePlugin.copyTo(mkdir("elsewhere").resolve("note-plugin"));

            Receipt second = given.publish(elsewhere, given.options(folder.resolve("other-receipt.json")));

            assertThat(second.publishId()).isEqualTo(first.publishId());
            assertThat(second.contentDigest()).isEqualTo(first.contentDigest());
            assertThat(second.artifacts()).isEqualTo(first.artifacts());
        }
    }

    @Test
    void a_dry_run_describes_each_stage_and_changes_nothing() {
        try (Publishing given = Publishing.in(folder)) {
            var plans = given.publisher(given.project)
                    .plan(Publishing.mode(
                            given.options(given.receipt),
                            new PublishOptions.Mode(true, null, null, true, false, null)));

            assertThat(plans).extracting("stage").contains("precheck", "register", "upload", "submit");
            assertThat(plans).allSatisfy(plan -> assertThat(plan.details()).isNotEmpty());
            assertThat(given.changes()).isEmpty();
            assertThat(given.receipt).doesNotExist();
            assertThat(given.project.resolve("dist")).doesNotExist();
            assertThat(given.project.resolve(".px-plugin")).doesNotExist();
        }
    }

    @Test
    void a_dry_run_lists_the_stages_of_a_publish_in_their_order() {
        try (Publishing given = Publishing.in(folder)) {
            assertThat(given.plannedStages()).isEqualTo(given.stagesOfAPublish());
        }
    }

    @Test
    void a_plugin_that_fails_the_precheck_is_not_uploaded() throws IOException {
        try (Publishing given = Publishing.in(folder)) {
            Files.delete(given.project.resolve("backend/bin/plugin"));

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.PRECHECK_FAILED);
            assertThat(given.changes()).isEmpty();
            assertThat(given.receipt).doesNotExist();
        }
    }

    @Test
    void a_precheck_that_does_not_block_is_marked_in_the_receipt() throws IOException {
        try (Publishing given = Publishing.in(folder)) {
            Files.delete(given.project.resolve("backend/bin/plugin"));

            Receipt receipt = given.publish(options ->
                    Publishing.mode(options, new PublishOptions.Mode(false, null, null, false, false, null)));

            assertThat(receipt.precheck().blocking()).isFalse();
            assertThat(receipt.precheck().errors()).isPositive();
        }
    }

    @Test
    void the_reason_of_a_skipped_precheck_is_in_the_receipt() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt receipt = given.publish(options -> Publishing.mode(
                    options, new PublishOptions.Mode(false, null, "hotfix, checked by hand", true, false, null)));

            assertThat(receipt.precheck().skipReason()).isEqualTo("hotfix, checked by hand");
        }
    }

    @Test
    void a_rejected_token_is_an_error_before_anything_is_packed() {
        try (Publishing given = Publishing.in(folder).with(Secret.of("wrong-token-value"))) {
            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
            assertThat(given.project.resolve("dist")).doesNotExist();
        }
    }

    @Test
    void a_token_that_may_only_read_lacks_a_permission() {
        try (Publishing given = Publishing.in(folder)) {
            given.with(given.sandbox.readerToken());

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.MISSING_PERMISSION);
            assertThat(failure).hasMessageContaining("plugin:publish");
            assertThat(given.requests).contains("preflight");
            assertThat(given.changes()).isEmpty();
        }
    }

    @Test
    void an_unreachable_server_is_a_network_error_that_can_be_retried() {
        try (Publishing given = Publishing.in(folder)) {
            PublishException failure = failureOf(
                    () -> given.publish(options -> Publishing.target(options, URI.create("http://127.0.0.1:1"))));

            assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
            assertThat(failure.code().exitCode()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registerPublish", "uploadPart", "completeUploads", "submitReview", "listVersions"})
    void a_lost_response_does_not_repeat_the_change(String operation) {
        try (Publishing given = Publishing.in(folder, FaultScript.on(operation, 1, Fault.dropBeforeReply()))) {
            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(receipt.retries()).isPositive();
            assertThat(versions(given)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registerPublish", "uploadPart", "completeUploads", "submitReview"})
    void requests_to_a_server_under_maintenance_are_retried(String operation) {
        try (Publishing given =
                Publishing.in(folder, FaultScript.on(operation, 1, Fault.unavailable(Duration.ofSeconds(1))))) {
            assertThat(given.publish().status()).isEqualTo("queued");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"precheck", "hash", "sign", "pack", "evidence", "register", "upload", "complete", "submit"})
    void an_interrupt_at_any_stage_loses_nothing(String stage) {
        AtomicBoolean once = new AtomicBoolean(true);
        CountDownLatch failed = new CountDownLatch(1);
        // No stage after the last one notices the interrupt, so the response to its request is delayed until the
        // publish failed.
        FaultScript repliesAfterTheFailure = call -> {
            if (call.operation().equals("submitReview")) {
                await(failed);
            }
            return Fault.NONE;
        };
        try (Publishing given = Publishing.in(folder, repliesAfterTheFailure)) {
            given.listening(event -> {
                boolean there = event instanceof PublishEvent.StageStarted started
                        && started.stage().equals(stage);
                if (there && once.getAndSet(false)) {
                    Thread.currentThread().interrupt();
                }
                if (event instanceof PublishEvent.Failed) {
                    failed.countDown();
                }
            });

            PublishException failure = failureOf(given::publish);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED);
            if (List.of("upload", "complete", "submit").contains(stage)) {
                assertThat(ReceiptFile.read(given.receipt).error().code()).isEqualTo("interrupted");
            }

            assertThat(given.publish().status()).isEqualTo("queued");
            assertThat(versions(given)).hasSize(1);
        }
    }

    @Test
    void a_failure_after_the_registration_leaves_a_receipt_with_the_error_and_the_way_out() {
        FaultScript gone = call -> call.operation().equals("completeUploads")
                ? new Fault.Status(422, "checksum_mismatch", null)
                : Fault.NONE;
        try (Publishing given = Publishing.in(folder, gone)) {
            failureOf(given::publish);

            Receipt receipt = ReceiptFile.read(given.receipt);
            assertThat(receipt.publishId()).isNotBlank();
            assertThat(receipt.status()).isEqualTo("failed");
            assertThat(receipt.error().code()).isEqualTo("checksum_mismatch");
            assertThat(receipt.error().phase()).isEqualTo("complete");
            assertThat(receipt.error().remedy()).isNotBlank();
            assertThat(receipt.error().requestId()).isNotBlank();
        }
    }

    @Test
    void a_registration_of_the_same_content_that_is_under_way_is_asked_for_again() {
        FaultScript busy = FaultScript.on("registerPublish", 1, new Fault.Status(409, "publish_in_progress", null));
        try (Publishing given = Publishing.in(folder, busy)) {
            assertThat(given.publish().status()).isEqualTo("queued");
        }
    }

    @Test
    void a_withdrawn_version_does_not_limit_the_next_version() {
        try (Publishing given = Publishing.in(folder)) {
            given.marketplace().changeStatus(given.publish().versionId(), "withdrawn", "wrong build");
            given.write(
                    "plugin.yaml",
                    Publishing.text(given.project.resolve("plugin.yaml")).replace("0.2.0", "0.1.9"));

            Receipt lower = given.publish(options ->
                    Publishing.mode(options, new PublishOptions.Mode(false, null, null, false, false, null)));

            assertThat(lower.status()).isEqualTo("queued");
            assertThat(given.events.toString()).contains("PX-").doesNotContain("PX-V002");
        }
    }

    @Test
    void resuming_a_publish_of_other_content_is_refused_before_anything_is_registered() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt first = given.publish();
            given.write(
                    "plugin.yaml",
                    Publishing.text(given.project.resolve("plugin.yaml")).replace("0.2.0", "0.2.1"));
            given.requests.clear();

            PublishException failure = failureOf(() -> given.publish(options -> Publishing.mode(
                    options, new PublishOptions.Mode(false, first.publishId(), "test", true, true, null))));

            assertThat(failure.code()).isEqualTo(ErrorCode.RESUME_MISMATCH);
            assertThat(given.changes()).containsExactly("getPublish");
        }
    }

    @Test
    void resuming_an_unknown_publish_is_an_error() {
        try (Publishing given = Publishing.in(folder)) {
            PublishException failure = failureOf(() -> given.publish(options ->
                    Publishing.mode(options, new PublishOptions.Mode(false, "pub_unknown", null, true, false, null))));

            assertThat(failure.code()).isEqualTo(ErrorCode.PUBLISH_NOT_FOUND);
            assertThat(failure.found()).contains("/publishes/pub_unknown");
        }
    }

    @Test
    void twenty_runs_at_once_end_in_one_review_entry() {
        try (Publishing given = Publishing.in(folder)) {
            List<Receipt> receipts = given.publishAtOnce(20);

            assertThat(receipts)
                    .hasSize(20)
                    .extracting(Receipt::reviewQueueId)
                    .containsOnly(receipts.get(0).reviewQueueId());
            assertThat(versions(given)).hasSize(1);
        }
    }

    @Test
    void a_large_package_is_uploaded_in_parts_and_a_failed_part_is_retried() throws IOException {
        FaultScript broken = FaultScript.on("uploadPart", 3, Fault.dropInBody(1000));
        try (Publishing given = Publishing.inPartsOf(64 << 10, folder, broken)) {
            byte[] noise = new byte[1 << 20];
            new Random(7).nextBytes(noise);
            Files.write(given.project.resolve("web-admin/.output/public/noise.bin"), noise);

            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(receipt.retries()).isPositive();
        }
    }

    @Test
    void started_and_succeeded_reach_telemetry() {
        try (Publishing given = Publishing.in(folder)) {
            given.publish();

            assertThat(given.requests).contains("reportTelemetry");
            assertThat(spooledEvents()).isEmpty();
        }
    }

    @Test
    void without_a_folder_to_keep_them_events_are_sent_all_the_same() {
        try (Publishing given = Publishing.in(folder).withoutSpool()) {
            given.publish();

            assertThat(given.requests).contains("reportTelemetry");
            assertThat(folder.resolve("telemetry")).doesNotExist();
        }
    }

    @Test
    void telemetry_that_cannot_be_sent_is_spooled_and_does_not_fail_the_publish() {
        FaultScript deaf = call ->
                call.operation().equals("reportTelemetry") ? Fault.unavailable(Duration.ofHours(1)) : Fault.NONE;
        try (Publishing given = Publishing.in(folder, deaf)) {
            assertThat(given.publish().status()).isEqualTo("queued");

            assertThat(spooledEvents()).hasSize(2);
        }
    }

    @Test
    void the_events_of_a_publish_identify_it_and_link_to_its_review() throws IOException {
        try (Publishing given = Publishing.in(folder, PublishTest::deafToTelemetry)) {
            Receipt receipt = given.publish();

            JsonNode last = lastEvent();
            assertThat(last.get("name").asText()).isEqualTo("plugin.publish.succeeded");
            assertThat(last.get("pluginId").asText()).isEqualTo("com.powerx.plugins.note");
            assertThat(last.get("publishRequestId").asText())
                    .isEqualTo(receipt.publishRequestId().toString());
            assertThat(last.get("publishId").asText()).isEqualTo(receipt.publishId());
            assertThat(last.get("versionId").asText()).isEqualTo(receipt.versionId());
            assertThat(last.get("reviewUrl").asText()).isEqualTo(receipt.reviewUrl());
            assertThat(last.at("/metrics/plugin.publish.bundle.size_bytes").asLong())
                    .isPositive();
        }
    }

    @Test
    void the_rules_that_stopped_a_publish_are_reported() throws IOException {
        try (Publishing given = Publishing.in(folder, PublishTest::deafToTelemetry)) {
            given.write("CHANGELOG.md", "");
            failureOf(given::publish);

            JsonNode last = lastEvent();
            assertThat(last.get("errorCode").asText()).isEqualTo("precheck_failed");
            assertThat(last.at("/precheck/errors")).isNotEmpty();
        }
    }

    @Test
    void suppressed_findings_do_not_block_and_are_counted_everywhere() throws IOException {
        try (Publishing given = Publishing.in(folder, PublishTest::deafToTelemetry)) {
            given.write("CHANGELOG.md", "");
            PublishException failure = failureOf(given::publish);
            assertThat(failure.code()).isEqualTo(ErrorCode.PRECHECK_FAILED);
            List<String> blocking = new ArrayList<>();
            lastEvent().at("/precheck/errors").forEach(rule -> blocking.add(rule.asText()));
            given.write(
                    "publish.yml",
                    blocking.stream()
                            .map(rule -> "    - { rule: " + rule + ", reason: Imported, expires: 9999-12-31 }\n")
                            .collect(Collectors.joining("", "precheck:\n  suppressions:\n", "")));

            Receipt receipt = given.publish();

            assertThat(receipt.precheck().errors()).isZero();
            assertThat(receipt.precheck().suppressed()).isPositive();
            assertThat(receipt.risk().reasons())
                    .extracting(ReleaseMetadata.Risk.Reason::code)
                    .contains("prechecks_suppressed");
            assertThat(lastEvent().at("/precheck/suppressed")).hasSameSizeAs(blocking);
            assertThat(versionPage(given, receipt)).contains(receipt.precheck().suppressed() + " suppressed");
        }
    }

    @Test
    void the_risk_lists_what_the_receipt_of_the_previous_version_did_not_have() {
        try (Publishing given = Publishing.in(folder)) {
            Receipt first = given.publish();
            given.write(
                    "plugin.yaml",
                    Publishing.text(given.project.resolve("plugin.yaml")).replace("0.2.0", "0.2.1"));
            given.write(
                    "web-admin/package.json",
                    Publishing.text(given.project.resolve("web-admin/package.json"))
                            .replace("0.2.0", "0.2.1"));
            given.write("CHANGELOG.md", "## 0.2.1\n\n- The calendar shows the notes of a whole week.\n");
            given.write("backend/bin/added", "#!/bin/sh\nexit 0\n");

            Receipt second = given.publish();

            assertThat(first.precheck().packages().executables())
                    .contains("backend/bin/plugin")
                    .doesNotContain("backend/bin/added");
            assertThat(first.risk().reasons())
                    .extracting(ReleaseMetadata.Risk.Reason::code)
                    .doesNotContain("executables_added");
            assertThat(second.risk().reasons())
                    .filteredOn(reason -> reason.code().equals("executables_added"))
                    .extracting(ReleaseMetadata.Risk.Reason::detail)
                    .containsExactly("new executables: backend/bin/added");
        }
    }

    private static String versionPage(Publishing given, Receipt receipt) throws IOException {
        URI page = URI.create(given.sandbox.baseUri() + "/versions/" + receipt.versionId());
        try (InputStream body = page.toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_plugin_that_cannot_be_read_fails_the_run() throws IOException {
        try (Publishing given = Publishing.in(folder, PublishTest::deafToTelemetry)) {
            given.write("plugin.yaml", "id: [");
            PublishException failure = failureOf(given::publish);

            assertThat(spooledEvents()).hasSize(2);
            assertThat(lastEvent().get("errorCode").asText())
                    .isEqualTo(failure.code().wireName());
        }
    }

    static Stream<Error> errors() {
        return Stream.of(new OutOfMemoryError("test"), new StackOverflowError(), new NoClassDefFoundError("test"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_of_the_virtual_machine_leaves_receipt_journal_and_telemetry(Error error) throws IOException {
        try (Publishing given = Publishing.in(folder, PublishTest::deafToTelemetry)) {
            given.listening(event -> {
                if (event instanceof PublishEvent.StageStarted started
                        && started.stage().equals("upload")) {
                    throw error;
                }
            });

            PublishException failure = failureOf(given::publish);

            assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(ReceiptFile.read(given.receipt).error().code()).isEqualTo("internal_error");
            assertThat(filesBelow(given.project.resolve(".px-plugin")))
                    .anySatisfy(file -> assertThat(file).content().contains("internal_error"));
            assertThat(lastEvent().get("errorCode").asText()).isEqualTo("internal_error");
            assertThat(lastEvent().get("phase").asText()).isEqualTo("upload");
        }
    }

    private static Fault deafToTelemetry(FaultScript.Call call) {
        return call.operation().equals("reportTelemetry") ? Fault.unavailable(Duration.ofHours(1)) : Fault.NONE;
    }

    private JsonNode lastEvent() throws IOException {
        List<Path> events = spooledEvents().stream().sorted().toList();
        return Json.mapper().readTree(events.get(events.size() - 1).toFile());
    }

    private List<Path> spooledEvents() {
        return filesBelow(folder.resolve("telemetry")).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    @Test
    void the_token_is_in_no_file_and_no_event_in_any_form() {
        try (Publishing given = Publishing.in(folder)) {
            given.publish();
            given.write("web-admin/.output/public/notes.css", "body { color: red }\n");
            failureOf(given::publish);

            String token = given.sandbox.publisherToken().reveal();
            String base64 = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
            assertThat(given.events.toString()).doesNotContain(token, base64);
            assertThat(filesBelow(folder))
                    .filteredOn(file -> !file.startsWith(folder.resolve("marketplace")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain(token, base64));
        }
    }

    private static List<VersionInfo> versions(Publishing given) {
        return given.marketplace().versions("com.powerx.plugins.note", Channel.STABLE);
    }

    private static PublishException failureOf(Runnable publish) {
        return catchThrowableOfType(PublishException.class, publish::run);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path mkdir(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> filesBelow(Path root) {
        try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
