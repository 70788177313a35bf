package io.powerx.publish.upload.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.upload.UploadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads to a real S3 server that verifies signatures and payload hashes. */
class DirectStoreTest {
    private static final int TWENTY_MIB = 20 << 20;
    private static final UploadSettings ONE_BY_ONE = new UploadSettings(1, null, null);

    private final List<PublishEvent> events = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private S3Server server;

    @BeforeEach
    void start() {
        server = S3Server.start(folder.resolve("store"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_small_artifact_is_uploaded_in_one_part() throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", 1000, 1);

        DirectStore.Result outcome = store(artifact);

        assertStored(artifact, outcome);
        assertThat(attempts()).containsExactly("headObject", "uploadPart");
        assertThat(outcome.bytesSent()).isEqualTo(1000);
    }

    @Test
    void an_empty_artifact_can_be_stored() throws Exception {
        PackedArtifact artifact = artifact("empty.txt", 0, 1);

        assertStored(artifact, store(artifact));
    }

    @Test
    void a_large_artifact_is_uploaded_in_parts() throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", TWENTY_MIB, 1);

        DirectStore.Result outcome = store(artifact);

        assertStored(artifact, outcome);
        assertThat(attempts())
                .containsExactlyInAnyOrder(
                        "headObject",
                        "listMultipartUploads",
                        "createMultipartUpload",
                        "uploadPart",
                        "uploadPart",
                        "uploadPart",
                        "completeMultipartUpload");
        assertThat(server.uploadsUnderWay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, TWENTY_MIB})
    void content_that_is_in_the_store_is_not_sent_again(int size) {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", size, 1);
        DirectStore.Result first = store(artifact);
        events.clear();

        DirectStore.Result second = store(artifact);

        assertThat(second.bytesSent()).isZero();
        assertThat(second.artifacts()).isEqualTo(first.artifacts());
        assertThat(attempts()).containsExactly("headObject");
    }

    @Test
    void different_content_of_the_same_name_becomes_another_object() throws Exception {
        PackedArtifact first = artifact("note-0.2.0.pxp", 1000, 1);
        DirectStore.Result before = store(first);
        byte[] bytes = Files.readAllBytes(Path.of(first.file()));

        DirectStore.Result after = store(artifact("note-0.2.0.pxp", 1000, 2));

        assertThat(after.artifacts().get(0).artifact().url())
                .isNotEqualTo(before.artifacts().get(0).artifact().url());
        assertThat(server.keys()).hasSize(2);
        assertThat(server.keys())
                .anySatisfy(key -> assertThat(server.object(key)).isEqualTo(bytes));
    }

    @Test
    void an_interrupted_upload_is_continued() throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", TWENTY_MIB, 1);
        PublishListener unplugging = event -> {
            events.add(event);
            boolean second = event instanceof PublishEvent.RequestAttempt && uploads() == 2;
            if (second) {
                throw new IllegalStateException("the machine is gone");
            }
        };
        assertThatThrownBy(() -> new DirectStore(server.settings(), timing(), unplugging, new Redactor())
                        .store(order(ONE_BY_ONE, artifact)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(server.uploadsUnderWay()).isEqualTo(1);
        events.clear();

        DirectStore.Result outcome = store(artifact);

        assertStored(artifact, outcome);
        assertThat(outcome.bytesSent()).isEqualTo(TWENTY_MIB - 2 * StorePlan.PART_SIZE);
        assertThat(attempts()).doesNotContain("createMultipartUpload");
    }

    @Test
    void an_upload_that_was_aborted_in_the_meantime_starts_again() throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", TWENTY_MIB, 1);
        PublishListener dropping = event -> {
            boolean first = event instanceof PublishEvent.RequestAttempt attempt
                    && attempt.operation().equals("uploadPart")
                    && uploads() == 0;
            events.add(event);
            if (first) {
                server.abortUploads();
            }
        };

        DirectStore.Result outcome = new DirectStore(server.settings(), timing(), dropping, new Redactor())
                .store(order(ONE_BY_ONE, artifact));

        assertStored(artifact, outcome);
        assertThat(server.uploadsUnderWay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, TWENTY_MIB})
    void a_wrong_secret_is_reported_without_showing_it(int size) {
        Secret wrong = Secret.of("not-the-secret-access-key");
        PackedArtifact artifact = artifact("note-0.2.0.pxp", size, 1);

        PublishException failure = failure(server.settings(S3Server.BUCKET, true, wrong, null), artifact);

        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAUTHORIZED);
        assertThat(failure).hasMessageContaining("SignatureDoesNotMatch");
        assertThat(failure + events.toString()).doesNotContain(wrong.reveal(), S3Server.SECRET.reveal());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, TWENTY_MIB})
    void a_missing_bucket_is_reported(int size) {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", size, 1);

        PublishException failure = failure(server.settings("elsewhere", true, S3Server.SECRET, null), artifact);

        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_INVALID);
        assertThat(failure).hasMessageContaining("NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, TWENTY_MIB})
    void the_bucket_may_be_in_the_host_name(int size) throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", size, 1);

        DirectStore.Result outcome = new DirectStore(
                        server.settings(S3Server.BUCKET, false, S3Server.SECRET, null),
                        timing(),
                        events::add,
                        new Redactor())
                .store(order(UploadSettings.DEFAULT, artifact));

        assertStored(artifact, outcome);
        assertThat(outcome.artifacts().get(0).artifact().url()).startsWith("http://artifacts.localhost:");
    }

    @Test
    void the_token_of_temporary_credentials_is_signed() throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", 1000, 1);
        ArtifactStoreSettings temporary =
                server.settings(S3Server.BUCKET, true, S3Server.SECRET, Secret.of("a-session-token"));

        DirectStore.Result outcome = new DirectStore(temporary, timing(), events::add, new Redactor())
                .store(order(UploadSettings.DEFAULT, artifact));

        assertStored(artifact, outcome);
    }

    @Test
    void a_file_that_changed_after_packing_is_not_sent() throws IOException {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", 1000, 1);
        Files.write(Path.of(artifact.file()), new byte[999]);

        PublishException failure = failure(server.settings(), artifact);

        assertThat(failure.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void a_deleted_object_is_sent_again() throws Exception {
        PackedArtifact artifact = artifact("note-0.2.0.pxp", 1000, 1);
        store(artifact);
        server.delete(server.keys().get(0));

        assertStored(artifact, store(artifact));
    }

    private void assertStored(PackedArtifact artifact, DirectStore.Result outcome) throws IOException {
        String url = outcome.artifacts().get(0).artifact().url();
        assertThat(url).doesNotContain("?", S3Server.SECRET.reveal());
        assertThat(server.keys())
                .containsExactly("plugins/by+name/com.example.note/0.2.0+b1/"
                        + artifact.artifact().sha256() + "/"
                        + artifact.artifact().name());
        assertThat(server.object(server.keys().get(0))).isEqualTo(Files.readAllBytes(Path.of(artifact.file())));
    }

    private DirectStore.Result store(PackedArtifact artifact) {
        return new DirectStore(server.settings(), timing(), events::add, new Redactor())
                .store(order(UploadSettings.DEFAULT, artifact));
    }

    private PublishException failure(ArtifactStoreSettings settings, PackedArtifact artifact) {
        return catchThrowableOfType(
                PublishException.class, () -> new DirectStore(settings, timing(), events::add, new Redactor())
                        .store(order(UploadSettings.DEFAULT, artifact)));
    }

    private static DirectStore.Order order(UploadSettings settings, PackedArtifact artifact) {
        return new DirectStore.Order("com.example.note", "0.2.0+b1", List.of(artifact), settings, HttpSettings.DEFAULT);
    }

    private PackedArtifact artifact(String name, int size, long seed) {
        try {
            byte[] bytes = new byte[size];
            new Random(seed).nextBytes(bytes);
            Path file = Files.write(folder.resolve(name), bytes);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new PackedArtifact(
                    new Artifact(name, ArtifactRole.PACKAGE, null, "application/gzip", size, sha256, null),
                    file.toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long uploads() {
        return attempts().stream().filter("uploadPart"::equals).count();
    }

    private List<String> attempts() {
        synchronized (events) {
            return events.stream()
                    .filter(PublishEvent.RequestAttempt.class::isInstance)
                    .map(event -> ((PublishEvent.RequestAttempt) event).operation())
                    .toList();
        }
    }

    private static Timing timing() {
        return new Timing(Clock.systemUTC(), duration -> Thread.sleep(5), () -> 0.5);
    }
}
