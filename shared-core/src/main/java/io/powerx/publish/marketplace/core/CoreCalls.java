package io.powerx.publish.marketplace.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Reply;
import io.powerx.publish.marketplace.ApiCalls;
import io.powerx.publish.marketplace.ApiCalls.Sent;
import io.powerx.publish.marketplace.Problem;
import io.powerx.publish.marketplace.ReplyReader;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.Route;
import io.powerx.publish.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The routes of PowerX core's registry (routes.go of plugin_release), one method each. */
final class CoreCalls {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 100;

    private final ApiCalls calls;
    private final Supplier<Secret> token;
    private final @Nullable String tenant;

    CoreCalls(ApiCalls calls, Supplier<Secret> token, @Nullable String tenant) {
        this.calls = calls;
        this.token = token;
        this.tenant = tenant;
    }

    /** The result of the quality gates. */
    record Gates(String status, List<Review.Issue> violations) {}

    /**
     * The candidates of a plugin, newest first, only those of the configured tenant.
     *
     * @param version null for all; the registry matches prefixes of versions, this method whole versions
     */
    List<Candidate> list(String pluginId, @Nullable String version) {
        List<Candidate> found = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= Math.min(pages, MAX_PAGES); page++) {
            Page current = page(pluginId, version, page, PAGE);
            current.items().stream()
                    .filter(item -> item.pluginId().equals(pluginId))
                    .filter(item -> version == null || item.version().equals(version))
                    .filter(item -> tenant == null
                            || item.tenant().isEmpty()
                            || item.tenant().equals(tenant))
                    .forEach(found::add);
            pages = current.items().isEmpty() ? 0 : current.pages();
        }
        return List.copyOf(found);
    }

    private record Page(List<Candidate> items, int pages) {}

    private Page page(@Nullable String pluginId, @Nullable String version, int number, int size) {
        UnaryOperator<HttpUrl.Builder> query = url -> {
            url.addQueryParameter("page", Integer.toString(number)).addQueryParameter("size", Integer.toString(size));
            add(url, "pluginId", pluginId);
            add(url, "version", version);
            add(url, "tenant_uuid", tenant);
            return url;
        };
        Sent sent = new Sent(Route.CORE_LIST, "GET", releases(), null, query);
        return send(sent, (tree, reply) -> readPage(tree), (reply, problem) -> null, () -> null);
    }

    private static Page readPage(JsonNode tree) {
        List<Candidate> items = new ArrayList<>();
        for (JsonNode item : ReplyReader.bounded(tree, "items", 10 * PAGE)) {
            items.add(Candidate.of(item));
        }
        return new Page(items, tree.path("pagination").path("pages").asInt(1));
    }

    private static void add(HttpUrl.Builder url, String name, @Nullable String value) {
        if (value != null) {
            url.addQueryParameter(name, value);
        }
    }

    /**
     * One candidate; empty if there is none. The registry replies to an unknown id with the same 500 as to an internal error, so the id
     * counts as unknown only if another request succeeds and this one fails twice.
     */
    Optional<Candidate> get(String id) {
        Optional<Candidate> first = tryGet(id);
        if (first.isPresent()) {
            return first;
        }
        page(null, null, 1, 1);
        return tryGet(id);
    }

    private Optional<Candidate> tryGet(String id) {
        return send(
                Sent.get(Route.CORE_GET, path(id)),
                (tree, reply) -> Optional.of(Candidate.of(tree)),
                (reply, problem) -> isUnknown(reply, problem) ? Optional.empty() : null,
                () -> null);
    }

    private static boolean isUnknown(Reply reply, Problem problem) {
        return CoreDialect.isFromRegistry(problem)
                && (reply.status() == 400 || reply.status() == 404 || reply.status() == 500);
    }

    /**
     * Registers a candidate. The current registry takes the tenant from the token; earlier ones require it in the body, as one of two
     * members, and are sent the request again with it.
     *
     * @param seen returns the candidate if an earlier attempt created it, null otherwise
     */
    Candidate create(Map<String, Object> body, Supplier<@Nullable Candidate> seen) {
        Created created = create(body, seen, true);
        String asked = created.tenantMember();
        if (asked == null) {
            return Objects.requireNonNull(created.candidate());
        }
        if (tenant == null) {
            throw PublishException.of(
                            ErrorCode.VALIDATION_FAILED,
                            "register the version at " + calls.host(),
                            "this version of the registry requires " + asked + " in the request")
                    .advice("Specify the tenant with {tenant}.");
        }
        Map<String, Object> older = new LinkedHashMap<>();
        older.put(asked, tenant);
        older.putAll(body);
        return Objects.requireNonNull(create(older, seen, false).candidate());
    }

    /** @param tenantMember the member that the registry requires; null if the candidate was created */
    private record Created(
            @Nullable Candidate candidate, @Nullable String tenantMember) {}

    private Created create(Map<String, Object> body, Supplier<@Nullable Candidate> seen, boolean negotiable) {
        return send(
                Sent.post(Route.CORE_CREATE, body, releases().toArray(String[]::new)),
                (tree, reply) -> new Created(Candidate.of(tree), null),
                (reply, problem) -> {
                    String asked = negotiable && reply.status() == 400 ? tenantMember(problem) : null;
                    return asked == null ? null : new Created(null, asked);
                },
                () -> {
                    Candidate there = seen.get();
                    return there == null ? null : new Created(there, null);
                });
    }

    /** The validator reports Go or JSON names of fields: TenantUUID, tenantUuid, TenantID, tenantId. */
    private static @Nullable String tenantMember(Problem problem) {
        StringBuilder names = new StringBuilder(String.valueOf(problem.detail()));
        problem.errors().forEach(field -> names.append(' ').append(field.pointer()));
        String said = names.toString().toLowerCase(Locale.ROOT).replace("_", "");
        if (said.contains("tenantuuid")) {
            return "tenantUuid";
        }
        return said.contains("tenantid") ? "tenantId" : null;
    }

    /**
     * Changes members of a candidate; gates and approval stay as they are.
     *
     * @param changes {@code labels}, which replaces all of them, {@code releaseNotes} or {@code buildArtifactUri}
     */
    Candidate update(String id, Map<String, ?> changes) {
        Sent sent = new Sent(Route.CORE_UPDATE, "PATCH", List.of(path(id)), changes, UnaryOperator.identity());
        return send(sent, (tree, reply) -> Candidate.of(tree), (reply, problem) -> null, () -> null);
    }

    /** Deletes a candidate; does nothing if it no longer exists. */
    void delete(String id) {
        Sent sent = new Sent(Route.CORE_DELETE, "DELETE", List.of(path(id)), null, UnaryOperator.identity());
        send(sent, (tree, reply) -> true, (reply, problem) -> null, () -> get(id).isEmpty() ? Boolean.TRUE : null);
    }

    Gates gates(String id) {
        return send(
                Sent.post(Route.CORE_GATES, Map.of(), "plugin-release", "candidates", id, "gates"),
                (tree, reply) -> new Gates(ReplyReader.required(tree, "status", 200), issues(tree)),
                (reply, problem) -> null,
                () -> null);
    }

    /** Core writes the members with the capitals of Go's field names. */
    private static List<Review.Issue> issues(JsonNode tree) {
        List<Review.Issue> issues = new ArrayList<>();
        for (JsonNode violation : ReplyReader.bounded(tree, "violations", 1000)) {
            issues.add(new Review.Issue(either(violation, "Code", "code"), either(violation, "Message", "message")));
        }
        return List.copyOf(issues);
    }

    private static @Nullable String either(JsonNode tree, String one, String other) {
        String text = ReplyReader.text(tree, one);
        return text == null ? ReplyReader.text(tree, other) : text;
    }

    /**
     * Registers a public key.
     *
     * @return false if the registry replied 500, as it does for a key that it already has
     */
    boolean registerKey(String keyId, String publicKey) {
        return send(
                Sent.post(
                        Route.CORE_SIGNING_KEY,
                        Map.of("key_id", keyId, "public_key", publicKey),
                        "plugin-release",
                        "signing-keys"),
                (tree, reply) -> true,
                (reply, problem) ->
                        (reply.status() == 500 && CoreDialect.isFromRegistry(problem)) ? Boolean.FALSE : null,
                () -> null);
    }

    /** @return the registry's name of the package */
    String deliver(String id, RequestBody form, Supplier<@Nullable String> seen) {
        List<String> path = new ArrayList<>(List.of(path(id)));
        path.add("artifacts");
        return send(
                Sent.post(Route.CORE_ARTIFACT, form, path.toArray(String[]::new)),
                (tree, reply) -> packageName(tree),
                (reply, problem) -> null,
                seen);
    }

    private static String packageName(JsonNode tree) {
        String uuid = ReplyReader.text(tree, "package_uuid");
        // The first version of the registry numbered its packages.
        return uuid == null ? tree.path("offlinePackageId").asText() : uuid;
    }

    private static List<String> releases() {
        return List.of("internal", "plugins", "releases");
    }

    private static String[] path(String id) {
        return new String[] {"internal", "plugins", "releases", id};
    }

    private <T> T send(
            Sent sent,
            BiFunction<JsonNode, Reply, T> read,
            BiFunction<Reply, Problem, @Nullable T> refused,
            Supplier<@Nullable T> seen) {
        return calls.call(sent, token, UnaryOperator.identity(), read, refused, seen);
    }
}
