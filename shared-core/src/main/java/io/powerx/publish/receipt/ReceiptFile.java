package io.powerx.publish.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** publish-receipt.json, which is written atomically and without secrets. */
public final class ReceiptFile {
    private static final int MAX_BYTES = 4 << 20;

    private ReceiptFile() {}

    /**
     * Checks in advance that a receipt can be written to this path.
     *
     * @throws PublishException {@link ErrorCode#RECEIPT_UNWRITABLE}, {@link ErrorCode#DISK_FULL}
     */
    public static void requireWritable(Path file) {
        try {
            Path folder = folderOf(file);
            Files.createDirectories(folder);
            requireReplaceable(file);
            Files.delete(Files.createTempFile(folder, ".receipt", ".tmp"));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Checks in advance that a publish to a Marketplace on this machine, such as a sandbox, does not replace the receipt of a publish to
     * another one.
     *
     * @param marketplace the address that the publish goes to
     * @throws PublishException {@link ErrorCode#RECEIPT_UNWRITABLE}
     */
    public static void requireReplaceable(Path file, URI marketplace) {
        if (!isLocal(marketplace)) {
            return;
        }
        marketplaceOf(file).filter(other -> !isLocal(other)).ifPresent(other -> {
            throw PublishException.of(
                    ErrorCode.RECEIPT_UNWRITABLE,
                    "write the receipt " + file,
                    "it is the receipt of a publish to " + other
                            + ", which a publish to a Marketplace on this machine must not replace");
        });
    }

    /** Empty if the file is not a receipt. */
    private static Optional<URI> marketplaceOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(URI.create(read(file).marketplace())) : Optional.empty();
        } catch (PublishException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocal(URI marketplace) {
        return marketplace.getHost() != null && Endpoints.isLoopback(marketplace.getHost());
    }

    /**
     * Writes the receipt and replaces an existing one, even on an interrupted thread: the receipt is needed to resume.
     *
     * @throws PublishException {@link ErrorCode#RECEIPT_UNWRITABLE}, {@link ErrorCode#DISK_FULL}; an existing receipt is then unchanged
     */
    public static void write(Path file, Receipt receipt, Redactor redactor) {
        String text = Json.writePretty(redacted(Json.mapper().valueToTree(receipt), redactor));
        boolean interrupted = Thread.interrupted();
        try {
            requireReplaceable(file);
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
            return Json.mapper().readValue(SmallFile.read(file, MAX_BYTES), Receipt.class);
        } catch (JsonProcessingException e) {
            throw PublishException.of(
                            ErrorCode.RECEIPT_UNREADABLE,
                            "read the receipt " + file,
                            "it is not a JSON receipt; the first problem is on line "
                                    + (e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()))
                    .causedBy(e);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.RECEIPT_UNREADABLE, "read the receipt " + file, IoFailure.reason(e))
                    .causedBy(e);
        }
    }

    /** A receipt replaces the file that has its name, which must not be a device such as {@code /dev/null}. */
    private static void requireReplaceable(Path file) throws IOException {
        if (Files.exists(file)) {
            SmallFile.requireRegular(file);
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
        ErrorCode code = IoFailure.code(ErrorCode.RECEIPT_UNWRITABLE, cause);
        return PublishException.of(code, "write the receipt " + file, IoFailure.reason(cause))
                .causedBy(cause);
    }
}
