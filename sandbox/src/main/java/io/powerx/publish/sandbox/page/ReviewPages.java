package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.api.PublishTable;
import io.powerx.publish.sandbox.api.Reviews;
import io.powerx.publish.sandbox.api.Telemetry;
import io.powerx.publish.sandbox.api.Versions;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Fields;

/** The pages for reviewers: the queue, a version, a decision. They work without scripts. */
public final class ReviewPages {
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int MOST_NOTES = 20_000;

    private final Backend backend;
    private final CsrfGuard csrf;
    private final Reviews reviews;
    private final Versions versions;
    private final Telemetry telemetry;

    private ReviewPages(Backend backend) throws SQLException {
        this.backend = backend;
        this.csrf = new CsrfGuard(backend.data().key("csrf"));
        this.reviews = new Reviews(backend);
        this.versions = new Versions(backend);
        this.telemetry = new Telemetry(backend);
    }

    public static void addTo(Router router, Backend backend) throws SQLException {
        ReviewPages pages = new ReviewPages(backend);
        router.add("GET", "/", "page", pages::queue)
                .add("GET", "/versions/{versionId}", "page", pages::version)
                .add("POST", "/versions/{versionId}/decision", "page", pages::decide)
                .add("GET", "/artifacts/{publishId}/{ordinal}/{name}", "page", pages::download)
                .add("GET", "/static/sandbox.css", "page", exchange -> pages.style());
    }

    private HttpResponse queue(HttpExchange exchange) throws IOException, SQLException {
        List<PublishRecord> publishes = backend.database().transaction(tx -> new PublishTable(tx).newest(200));
        return page(exchange, QueuePage.write(publishes, telemetry.events(), telemetry.disputes()));
    }

    private HttpResponse version(HttpExchange exchange) throws IOException, SQLException {
        String versionId = exchange.parameter("versionId");
        PublishRecord publish = backend.database().transaction(tx -> new PublishTable(tx).ofVersion(versionId));
        List<PublishTable.HistoryEntry> history = backend.database()
                .transaction(tx -> new PublishTable(tx).history(publish.row().publishId()));
        CsrfGuard.Session session = csrf.session(exchange);
        String token = exchange.fromLoopback() ? csrf.token(session) : "";
        VersionPage page =
                new VersionPage(publish, history, telemetry.events(publish.row().pluginId()));
        HttpResponse reply = page(exchange, page.write(token));
        return session.isNew() ? reply.with("Set-Cookie", session.cookie()) : reply;
    }

    private HttpResponse decide(HttpExchange exchange) throws IOException, SQLException {
        Fields form = exchange.form();
        csrf.check(exchange, form);
        String versionId = exchange.parameter("versionId");
        String decision = form.getValue("decision") == null ? "" : form.getValue("decision");
        String notes = form.getValue("notes");
        if (notes != null && notes.length() > MOST_NOTES) {
            throw ProblemException.validation("/notes", "length", "must have at most " + MOST_NOTES + " characters");
        }
        String kept = notes == null || notes.isBlank() ? null : notes.strip();
        switch (decision) {
            case "approved", "rejected", "needs_changes" -> reviews.decide(versionId, decision, kept, "reviewer");
            case "review_paused", "queued" -> versions.changeStatus(versionId, decision, kept, "reviewer");
            default ->
                throw ProblemException.validation(
                        "/decision", "unknown", "must be approved, rejected or needs_changes");
        }
        return HttpResponse.seeOther(
                exchange.base() + "/versions/" + URLEncoder.encode(versionId, StandardCharsets.UTF_8));
    }

    private HttpResponse download(HttpExchange exchange) throws SQLException {
        PublishRecord publish =
                backend.database().transaction(tx -> new PublishTable(tx).get(exchange.parameter("publishId")));
        ArtifactRow artifact = publish.artifacts().stream()
                .filter(candidate -> Integer.toString(candidate.ordinal()).equals(exchange.parameter("ordinal")))
                .filter(candidate -> publish.isUploaded())
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("There is no such artifact."));
        List<String> files = publish.filesOf(artifact);
        String name = URLEncoder.encode(artifact.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return new HttpResponse(
                200,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''" + name,
                        "Content-Security-Policy",
                        "default-src 'none'; sandbox",
                        "ETag",
                        "\"" + artifact.sha256() + "\""),
                new HttpResponse.Streamed(artifact.size(), out -> {
                    try (InputStream in = backend.blobs().read(files)) {
                        in.transferTo(out);
                    }
                }));
    }

    private HttpResponse style() throws IOException {
        try (InputStream in = ReviewPages.class.getResourceAsStream("sandbox.css")) {
            if (in == null) {
                throw new IllegalStateException("sandbox.css is not on the class path");
            }
            return HttpResponse.bytes("text/css; charset=utf-8", in.readAllBytes());
        }
    }

    private static HttpResponse page(HttpExchange exchange, Html html) {
        return HttpResponse.text("text/html; charset=utf-8", html.toString())
                .with("Content-Security-Policy", CONTENT_POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("X-Frame-Options", "DENY")
                .with("X-Request-ID", exchange.requestId());
    }
}
