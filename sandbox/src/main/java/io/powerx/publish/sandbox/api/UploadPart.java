package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.BlobStore.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The operation uploadPart. */
final class UploadPart {
    private static final long HEADROOM = 16 << 20;

    private final Backend backend;

    UploadPart(Backend backend) {
        this.backend = backend;
    }

    HttpResponse put(HttpExchange exchange) throws IOException, SQLException {
        if (exchange.header("Authorization").isPresent()) {
            throw ProblemException.of(
                    400,
                    "bearer_not_wanted",
                    "A signed URL needs no bearer token. Never send one to it, because it may be on any host.");
        }
        UploadUrls.Grant grant = backend.uploadUrls().verify(exchange);
        ArtifactRow artifact =
                backend.database().transaction(tx -> granted(new PublishTable(tx).get(grant.publishId()), grant));
        long size = artifact.sizeOfPart(grant.part());
        checkHeaders(exchange, size);
        Optional<String> announced = exchange.header(PublishView.CHECKSUM_HEADER);
        checkSpace(size);
        Blob blob;
        try (InputStream body = exchange.body()) {
            blob = backend.blobs().receive(body, size);
        }
        List<String> useless = List.of(blob.file());
        try {
            if (announced.isPresent() && !matches(announced.get(), blob.sha256())) {
                throw ProblemException.of(
                        400,
                        "checksum_mismatch",
                        "The SHA-256 of the body differs from the header " + PublishView.CHECKSUM_HEADER + ".");
            }
            PartRow part = new PartRow(artifact.name(), grant.part(), blob.file(), blob.size(), blob.sha256());
            useless = backend.database().transaction(tx -> keep(new PublishTable(tx), grant, part));
            return HttpResponse.empty(200).with("ETag", part.etag());
        } finally {
            backend.blobs().delete(useless);
        }
    }

    private void checkHeaders(HttpExchange exchange, long size) {
        if (exchange.contentLength() < 0) {
            throw ProblemException.of(400, "length_required", "Set Content-Length; chunked transfer is not supported.");
        }
        if (exchange.contentLength() != size) {
            throw ProblemException.of(
                    400,
                    "length_mismatch",
                    "The part has " + size + " bytes, but Content-Length is " + exchange.contentLength() + ".");
        }
        if (backend.options().strictUploads()) {
            if (exchange.header(PublishView.CHECKSUM_HEADER).isEmpty()) {
                throw ProblemException.of(
                        400, "checksum_missing", "The header " + PublishView.CHECKSUM_HEADER + " is missing.");
            }
            if (!exchange.header("Content-Type").orElse("").equals(PublishView.CONTENT_TYPE)) {
                throw ProblemException.of(
                        403,
                        "headers_missing",
                        "The headers that the publish specifies for this part are missing or differ.");
            }
        }
    }

    private void checkSpace(long size) throws IOException {
        long free = java.nio.file.Files.getFileStore(backend.data().path()).getUsableSpace();
        if (free < size + HEADROOM) {
            throw ProblemException.of(503, "storage_full", "The sandbox's disk is full.")
                    .retryAfter(Duration.ofSeconds(30));
        }
    }

    private static boolean matches(String base64, String sha256) {
        try {
            return HexFormat.of()
                    .formatHex(Base64.getDecoder().decode(base64.strip()))
                    .equals(sha256);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The artifact that the URL was signed for, if its upload is still expected. */
    private static ArtifactRow granted(PublishRecord publish, UploadUrls.Grant grant) {
        return publish.artifact(grant.artifact())
                .filter(artifact -> publish.row().awaitsUpload())
                .filter(ArtifactRow::isUploaded)
                .filter(artifact -> artifact.sha256().equals(grant.sha256()))
                .filter(artifact -> grant.part() <= artifact.partCount())
                .orElseThrow(() -> ProblemException.of(
                        403,
                        "url_revoked",
                        "The upload that this URL is for is no longer expected; check the status of the publish."));
    }

    /** Stores the part; the last PUT wins, and one with the same content has no effect. Returns the files that are not used. */
    private List<String> keep(PublishTable table, UploadUrls.Grant grant, PartRow part) throws SQLException {
        PublishRecord publish = table.lock(grant.publishId());
        ArtifactRow artifact = granted(publish, grant);
        if (artifact.sizeOfPart(grant.part()) != part.size()) {
            throw ProblemException.of(403, "url_revoked", "The artifact was replaced by a renewal.");
        }
        Optional<PartRow> known = publish.partsOf(artifact).stream()
                .filter(old -> old.number() == part.number())
                .filter(old -> !old.file().equals(part.file()))
                .findFirst();
        boolean same = known.isPresent()
                && known.get().sha256().equals(part.sha256())
                && backend.blobs().holds(known.get().file(), part.size());
        if (same) {
            return List.of(part.file());
        }
        table.putPart(grant.publishId(), part);
        return known.map(PartRow::file).stream().toList();
    }
}
