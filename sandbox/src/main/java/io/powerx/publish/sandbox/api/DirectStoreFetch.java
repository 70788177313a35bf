package io.powerx.publish.sandbox.api;

import io.powerx.publish.error.IoFailure;
import io.powerx.publish.sandbox.store.BlobStore.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches artifacts from their store (direct store mode). Keeps a copy, so that reviewers see what was checked. */
final class DirectStoreFetch {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final Backend backend;
    private @Nullable HttpClient client;

    DirectStoreFetch(Backend backend) {
        this.backend = backend;
    }

    /** Fetches the artifacts that have not been fetched yet. */
    void fetch(PublishRecord publish) throws IOException, SQLException {
        for (ArtifactRow artifact : publish.artifacts()) {
            if (!artifact.isUploaded() && publish.partsOf(artifact).isEmpty()) {
                Blob blob = read(artifact);
                if (!blob.sha256().equals(artifact.sha256())) {
                    backend.blobs().delete(java.util.List.of(blob.file()));
                    throw ContentCheck.mismatch(
                            artifact.name(),
                            "",
                            "was announced with the SHA-256 " + artifact.sha256() + ", but its URL has "
                                    + blob.sha256());
                }
                backend.database().transaction(tx -> {
                    new PublishTable(tx)
                            .putPart(
                                    publish.row().publishId(),
                                    new PartRow(artifact.name(), 1, blob.file(), blob.size(), blob.sha256()));
                    return true;
                });
            }
        }
    }

    private Blob read(ArtifactRow artifact) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(String.valueOf(artifact.url())))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                long length =
                        response.headers().firstValueAsLong("Content-Length").orElse(artifact.size());
                if (response.statusCode() != 200) {
                    throw unreadable(artifact, "the server replied with the status " + response.statusCode());
                }
                if (length != artifact.size()) {
                    throw unreadable(artifact, "it has " + length + " bytes instead of " + artifact.size());
                }
                Blob blob = backend.blobs().receive(body, artifact.size());
                if (body.read() >= 0) {
                    backend.blobs().delete(java.util.List.of(blob.file()));
                    throw unreadable(artifact, "it has more than " + artifact.size() + " bytes");
                }
                return blob;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(artifact, "reading it was interrupted");
        } catch (IOException e) {
            throw unreadable(artifact, IoFailure.reason(e));
        }
    }

    private static io.powerx.publish.sandbox.http.ProblemException unreadable(ArtifactRow artifact, String why) {
        return ContentCheck.mismatch(artifact.name(), "", "cannot be fetched from its URL: " + why);
    }

    /** Does not follow redirects, so that only the announced URL is read. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }
}
