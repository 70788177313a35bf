package io.powerx.publish.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** publish-receipt.json, which is written atomically and without secrets. */
public final class ReceiptFile {
    private static final long MAX_BYTES = 4L << 20;

    private ReceiptFile() {}

    /**
     * Checks in advance that a receipt can be written to this path.
     *
     * @throws PublishException {@link ErrorCode#RECEIPT_UNWRITABLE}
     */
    public static void requireWritable(Path file) {
        try {
            Path folder = folderOf(file);
            Files.createDirectories(folder);
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "Is a directory");
            }
            Files.delete(Files.createTempFile(folder, ".receipt", ".tmp"));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Writes the receipt and replaces an existing one, also on an interrupted thread: the receipt is needed to resume.
     *
     * @throws PublishException {@link ErrorCode#RECEIPT_UNWRITABLE}; an existing receipt is then unchanged
     */
    public static void write(Path file, Receipt receipt, Redactor redactor) {
        String text = Json.writePretty(redacted(Json.mapper().valueToTree(receipt), redactor));
        boolean interrupted = Thread.interrupted();
        try {
            Path temporary = Files.createTempFile(folderOf(file), ".receipt", ".tmp");
            try {
                Files.writeString(temporary, text, StandardCharsets.UTF_8);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Reads a receipt of this schema version or a newer one.
     *
     * @throws PublishException {@link ErrorCode#RECEIPT_UNREADABLE}
     */
    public static Receipt read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than %d MiB".formatted(MAX_BYTES >> 20));
            }
            return Json.mapper().readValue(Files.readAllBytes(file), Receipt.class);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.RECEIPT_UNREADABLE, "read the receipt " + file, IoFailure.reason(e))
                    .causedBy(e);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static JsonNode redacted(JsonNode node, Redactor redactor) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(redacted(field.getValue(), redactor)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redacted(array.get(i), redactor));
            }
        } else if (node.isTextual()) {
            return text(redactor.redact(node.textValue()));
        }
        return node;
    }

    private static JsonNode text(String text) {
        return Json.mapper().getNodeFactory().textNode(text);
    }

    private static PublishException unwritable(Path file, IOException cause) {
        return PublishException.of(ErrorCode.RECEIPT_UNWRITABLE, "write the receipt " + file, IoFailure.reason(cause))
                .causedBy(cause);
    }
}
