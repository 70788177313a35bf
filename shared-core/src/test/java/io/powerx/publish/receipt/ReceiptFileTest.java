package io.powerx.publish.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ExternalTool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptFileTest {
    @TempDir
    private Path folder;

    private final Redactor redactor = new Redactor();

    @Test
    void a_receipt_is_read_as_it_was_written() {
        Path file = folder.resolve("publish-receipt.json");

        ReceiptFile.write(file, receipt("Note"), redactor);

        assertThat(ReceiptFile.read(file)).isEqualTo(receipt("Note"));
    }

    @Test
    void secrets_are_removed_from_a_receipt() throws IOException {
        redactor.add(Secret.of("s3cr3t-canary"));
        Path file = folder.resolve("publish-receipt.json");

        ReceiptFile.write(file, receipt("Note s3cr3t-canary"), redactor);

        assertThat(file).content().contains("Note ****").doesNotContain("s3cr3t-canary");
    }

    @Test
    void an_existing_receipt_is_replaced_and_no_other_file_remains() throws IOException {
        Path file = folder.resolve("publish-receipt.json");
        ReceiptFile.write(file, receipt("Old"), redactor);

        ReceiptFile.write(file, receipt("New"), redactor);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(ReceiptFile.read(file).plugin().name()).isEqualTo("New");
    }

    @Test
    void a_path_that_cannot_be_written_is_rejected_in_advance() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("publish-receipt.json"));

        assertThatThrownBy(() -> ReceiptFile.requireWritable(inTheWay))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECEIPT_UNWRITABLE));
    }

    @Test
    void a_publish_to_this_machine_does_not_replace_the_receipt_of_a_publish_to_another_one() throws IOException {
        Path file = folder.resolve("publish-receipt.json");
        ReceiptFile.write(file, receipt("Note"), redactor);
        String local = Files.readString(file);
        Files.writeString(file, local.replace("http://127.0.0.1:8077", "https://market.example"));

        assertThatThrownBy(() -> ReceiptFile.requireReplaceable(file, URI.create("http://127.0.0.1:4000")))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.RECEIPT_UNWRITABLE);
                    assertThat(e.found()).contains("https://market.example");
                });
        ReceiptFile.requireReplaceable(file, URI.create("https://another.example"));
        Files.writeString(file, local);
        ReceiptFile.requireReplaceable(file, URI.create("http://127.0.0.1:4000"));
        Files.writeString(file, "not a receipt");
        ReceiptFile.requireReplaceable(file, URI.create("http://127.0.0.1:4000"));
    }

    @Test
    void a_receipt_is_written_on_an_interrupted_thread() {
        Path file = folder.resolve("publish-receipt.json");
        Thread.currentThread().interrupt();

        ReceiptFile.write(file, receipt("Note"), redactor);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ReceiptFile.read(file).plugin().name()).isEqualTo("Note");
    }

    @Test
    void a_receipt_of_a_newer_version_can_be_read() throws IOException {
        Path file = folder.resolve("publish-receipt.json");
        ReceiptFile.write(file, receipt("Note"), redactor);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"somethingNew\": {\"deep\": [1, 2]},"));

        assertThat(ReceiptFile.read(file).publishId()).isEqualTo("pub-1");
    }

    @Test
    void a_file_that_is_not_a_receipt_is_rejected() throws IOException {
        Path file = Files.writeString(folder.resolve("publish-receipt.json"), "<html>");

        assertThatThrownBy(() -> ReceiptFile.read(file))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECEIPT_UNREADABLE));
    }

    @Test
    void a_pipe_or_a_device_is_neither_read_nor_replaced() {
        Path pipe = folder.resolve("pipe");
        ExternalTool.run(folder, "mkfifo", pipe.toString()).succeeded();

        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> ReceiptFile.read(pipe),
                () -> ReceiptFile.requireWritable(pipe),
                () -> ReceiptFile.write(pipe, receipt("Note"), redactor),
                () -> ReceiptFile.read(Path.of("/dev/zero")))) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(attempt)
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("it is not a regular file"));
        }
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    private static Receipt receipt(String name) {
        return new Receipt(
                Receipt.SCHEMA_ID,
                Receipt.SCHEMA_VERSION,
                "pub-1",
                "ver-1",
                "rq-1",
                null,
                "queued",
                new Receipt.Plugin("com.powerx.plugins.note", name, "0.2.0"),
                Channel.BETA,
                null,
                "a".repeat(64),
                null,
                null,
                false,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                Map.of("pack", 12L),
                0,
                new Client("px-publish", "0.1.0", "cli"),
                "http://127.0.0.1:8077",
                null,
                null);
    }
}
