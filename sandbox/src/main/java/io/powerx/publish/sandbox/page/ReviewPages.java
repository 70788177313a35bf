package io.powerx.publish.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.api.BaseVersion;
import io.powerx.publish.sandbox.api.ConsoleTable;
import io.powerx.publish.sandbox.api.ConsoleTable.Entry;
import io.powerx.publish.sandbox.api.ConsoleTable.Filter;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.api.PublishTable;
import io.powerx.publish.sandbox.api.PublishTable.HistoryEntry;
import io.powerx.publish.sandbox.api.ReviewRow;
import io.powerx.publish.sandbox.api.Reviews;
import io.powerx.publish.sandbox.api.Telemetry;
import io.powerx.publish.sandbox.api.TelemetryCoverage;
import io.powerx.publish.sandbox.api.Versions;
import io.powerx.publish.sandbox.evidence.Comparison;
import io.powerx.publish.sandbox.evidence.EvidenceReader;
import io.powerx.publish.sandbox.evidence.PackageView;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.Router;
import io.powerx.publish.sandbox.section.VersionView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The console of reviewers: the queue, plugins, versions, decisions and telemetry. It works without scripts. */
public final class ReviewPages {
    private static final String REVIEWER = "reviewer";

    private final Backend backend;
    private final CsrfGuard csrf;
    private final Reviews reviews;
    private final Versions versions;
    private final Telemetry telemetry;
    private final EvidenceReader evidence;

    private ReviewPages(Backend backend) throws SQLException {
        this.backend = backend;
        this.csrf = new CsrfGuard(backend.data().key("csrf"));
        this.reviews = new Reviews(backend);
        this.versions = new Versions(backend);
        this.telemetry = new Telemetry(backend);
        this.evidence = new EvidenceReader(backend);
    }

    public static void addTo(Router router, Backend backend) throws SQLException {
        ReviewPages pages = new ReviewPages(backend);
        router.add("GET", "/", "page", pages::queue)
                .add("GET", "/plugins/{pluginId}", "page", pages::plugin)
                .add("GET", "/versions/{versionId}", "page", pages::version)
                .add("GET", "/versions/{versionId}/decision", "page", pages::confirm)
                .add("POST", "/versions/{versionId}/decision", "page", pages::decide)
                .add("POST", "/versions/{versionId}/undo", "page", pages::undo)
                .add("GET", "/telemetry", "page", pages::telemetry)
                .add("GET", "/artifacts/{publishId}/{ordinal}/{name}", "page", pages::download)
                .add("GET", "/static/sandbox.css", "page", exchange -> asset("sandbox.css", "text/css; charset=utf-8"))
                .add("GET", "/static/icon.svg", "page", exchange -> asset("icon.svg", "image/svg+xml"));
    }

    private HttpResponse queue(HttpExchange exchange) throws SQLException {
        QueueQuery query = QueueQuery.of(exchange);
        QueuePage page =
                backend.database().transaction(tx -> QueuePage.read(new ConsoleTable(tx), query, backend.now()));
        return PageReply.of(page.write());
    }

    private HttpResponse plugin(HttpExchange exchange) throws SQLException {
        PluginPage page = backend.database()
                .transaction(tx -> PluginPage.read(
                        new ConsoleTable(tx),
                        exchange.parameter("pluginId"),
                        QueueQuery.page(exchange),
                        backend.now()));
        return PageReply.of(page.write());
    }

    private HttpResponse telemetry(HttpExchange exchange) throws IOException, SQLException {
        return PageReply.of(TelemetryOverview.write(TelemetryCoverage.of(telemetry.events()), telemetry.disputes()));
    }

    private HttpResponse version(HttpExchange exchange) throws IOException, SQLException {
        String versionId = exchange.parameter("versionId");
        VersionView view = view(versionId, exchange.query("package").orElse(""));
        CsrfGuard.Session session = csrf.session(exchange);
        ReviewRow review = view.publish().review();
        boolean undoable = review != null && reviews.mayUndo(review);
        DecisionBar bar = new DecisionBar(view, token(exchange, session), undoable, next(versionId));
        return withSession(session, VersionPage.write(view, bar));
    }

    /** Empty if the reader may not decide. */
    private String token(HttpExchange exchange, CsrfGuard.Session session) {
        return exchange.fromLoopback() ? csrf.token(session) : "";
    }

    private static HttpResponse withSession(CsrfGuard.Session session, Html html) {
        HttpResponse reply = PageReply.of(html);
        return session.isNew() ? reply.with("Set-Cookie", session.cookie()) : reply;
    }

    /** The path of the version that waits longest, apart from this one; null if none does. */
    private @Nullable String next(String versionId) throws SQLException {
        List<Entry> waiting =
                backend.database().transaction(tx -> new ConsoleTable(tx).find(Filter.of(List.of("queued")), 0, 2));
        return waiting.stream()
                .map(Entry::versionId)
                .filter(other -> !other.equals(versionId))
                .findFirst()
                .map(other -> "/versions/" + other)
                .orElse(null);
    }

    /** A consistent snapshot of what the database has about a version. */
    private record Snapshot(
            PublishRecord publish,
            List<HistoryEntry> history,
            @Nullable PublishRecord base) {}

    private VersionView view(String versionId, String packageName) throws IOException, SQLException {
        Snapshot snapshot = backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            PublishRecord publish = table.ofVersion(versionId);
            return new Snapshot(
                    publish,
                    table.history(publish.row().publishId()),
                    BaseVersion.of(tx, publish).orElse(null));
        });
        PublishRecord publish = snapshot.publish();
        List<ArtifactRow> packages = publish.isUploaded() ? EvidenceReader.packages(publish) : List.of();
        ArtifactRow artifact = packages.stream()
                .filter(each -> each.name().equals(packageName))
                .findFirst()
                .orElse(packages.isEmpty() ? null : packages.get(0));
        PackageView pack = artifact == null ? null : evidence.read(publish, artifact);
        Comparison comparison = artifact == null
                ? new Comparison(null, null, null)
                : evidence.compare(snapshot.base(), publish, artifact);
        return new VersionView(
                publish,
                json(publish.row().request()).path("metadata"),
                json(publish.row().checks()),
                artifact,
                pack,
                comparison,
                evidence.findings(publish),
                evidence.components(publish),
                snapshot.history(),
                backend.now());
    }

    private static JsonNode json(@Nullable String text) throws IOException {
        return Json.mapper().readTree(text == null ? "{}" : text);
    }

    private HttpResponse confirm(HttpExchange exchange) throws IOException, SQLException {
        Decision decision = Decision.of(exchange.query("decision").orElse(null));
        VersionView view = view(exchange.parameter("versionId"), "");
        CsrfGuard.Session session = csrf.session(exchange);
        String token = token(exchange, session);
        if (token.isEmpty()) {
            throw CsrfGuard.localOnly();
        }
        return withSession(session, DecisionPage.write(view, token, decision, "", ""));
    }

    private HttpResponse decide(HttpExchange exchange) throws IOException, SQLException {
        Fields form = exchange.form();
        // Browsers send line breaks as CR and LF.
        String notes = Objects.requireNonNullElse(form.getValue("notes"), "")
                .replace("\r\n", "\n")
                .strip();
        try {
            return decide(exchange, form, notes);
        } catch (ProblemException e) {
            // Another reviewer was faster, or the session has ended: the text may have taken an hour.
            throw e.unsaved(notes);
        }
    }

    private HttpResponse decide(HttpExchange exchange, Fields form, String notes) throws IOException, SQLException {
        csrf.check(exchange, form);
        String versionId = exchange.parameter("versionId");
        Decision decision = Decision.of(form.getValue("decision"));
        String problem = problem(decision, notes);
        if (!problem.isEmpty()) {
            CsrfGuard.Session session = csrf.session(exchange);
            VersionView view = view(versionId, "");
            HttpResponse page = PageReply.of(DecisionPage.write(view, csrf.token(session), decision, notes, problem));
            return new HttpResponse(422, page.headers(), page.body());
        }
        String kept = notes.isEmpty() ? null : notes;
        if (decision.ends) {
            PublishRecord decided = reviews.decide(versionId, decision.value, kept, REVIEWER);
            requireOwn(decided, kept);
        } else {
            versions.changeStatus(versionId, decision.value, kept, REVIEWER);
        }
        return back(exchange, versionId);
    }

    private static String problem(Decision decision, String notes) {
        if (notes.length() > DecisionForm.MAX_NOTES_LENGTH) {
            return "The text has " + notes.length() + " characters; at most " + DecisionForm.MAX_NOTES_LENGTH
                    + " are accepted.";
        }
        return decision.needsReason() && notes.isEmpty() ? "Write down the reason; the publisher reads it." : "";
    }

    /** A form that is sent twice is accepted twice; the notes of a second reviewer must not get lost. */
    private static void requireOwn(PublishRecord decided, @Nullable String notes) {
        ReviewRow review = decided.review();
        if (review != null && !Objects.equals(review.notes(), notes)) {
            throw ProblemException.of(
                    409,
                    "state_refused",
                    "The review has already ended with this decision, but with another note. Yours was not stored.");
        }
    }

    private HttpResponse undo(HttpExchange exchange) throws IOException, SQLException {
        csrf.check(exchange, exchange.form());
        String versionId = exchange.parameter("versionId");
        reviews.undo(versionId, REVIEWER);
        return back(exchange, versionId);
    }

    private static HttpResponse back(HttpExchange exchange, String versionId) {
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

    private static HttpResponse asset(String name, String type) throws IOException {
        try (InputStream in = ReviewPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return HttpResponse.bytes(type, in.readAllBytes());
        }
    }
}
