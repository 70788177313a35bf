package io.powerx.publish.doctor;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.PreflightReply;
import io.powerx.publish.marketplace.PreflightRequest;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The token and what it permits.
 *
 * @param origin where the token comes from, in parentheses and after a space; may be blank
 */
record AccessCheck(PublishOptions.Target target, HttpSettings http, String origin, Redactor redactor, Timing timing) {
    private static final String TOKEN = "token";
    private static final String PERMISSION = "permission";
    private static final int NOT_FOUND = 404;

    /**
     * A plugin that the token is verified with.
     *
     * @param version null if there is none to ask for
     * @param real false if no such plugin exists, so that the permission on it says little
     */
    record Asked(String id, @Nullable String version, boolean real) {}

    /** @param plugin null if it cannot be read; the token is then not verified */
    void run(@Nullable Asked plugin, Consumer<Diagnosis> results) {
        Secret token;
        try {
            token = target.token().token(plugin == null ? "" : plugin.id());
        } catch (PublishException e) {
            results.accept(Diagnosis.fail(TOKEN, e));
            results.accept(Diagnosis.skipped(PERMISSION, "there is no token"));
            return;
        }
        if (plugin == null) {
            results.accept(
                    Diagnosis.skipped(TOKEN, "there is no plugin.yaml to verify it with; it is configured" + origin));
            results.accept(Diagnosis.skipped(PERMISSION, "there is no plugin.yaml"));
            return;
        }
        Set<Integer> statuses = new TreeSet<>();
        try (Marketplace marketplace = connect(token, plugin, statuses)) {
            Optional<PreflightReply> reply = ask(marketplace, plugin);
            results.accept(accepted(statuses));
            results.accept(permission(reply, plugin));
        } catch (PublishException e) {
            if (e.code() == ErrorCode.MISSING_PERMISSION) {
                results.accept(Diagnosis.pass(TOKEN, "the Marketplace accepts it" + origin));
                results.accept(Diagnosis.fail(PERMISSION, e));
            } else {
                results.accept(Diagnosis.fail(TOKEN, e).withFound(e.found() + origin));
                results.accept(Diagnosis.skipped(PERMISSION, "the token was not accepted"));
            }
        }
    }

    /** A registry without a preflight replies 404 about a new plugin, and so does a server that knows neither the address nor the token. */
    private Diagnosis accepted(Set<Integer> statuses) {
        return Diagnosis.pass(
                TOKEN,
                statuses.equals(Set.of(NOT_FOUND))
                        ? "not rejected, but the server replies only with status 404: the plugin is new, or the path of the URL is wrong"
                                + origin
                        : "the Marketplace accepts it" + origin);
    }

    /** Empty if the registry has no preflight. */
    private static Optional<PreflightReply> ask(Marketplace marketplace, Asked plugin) {
        String version = plugin.version();
        if (version != null && SemanticVersion.parse(version).isPresent()) {
            Optional<PreflightReply> reply =
                    marketplace.preflight(new PreflightRequest(plugin.id(), version, Channel.STABLE, null, List.of()));
            if (reply.isPresent()) {
                return reply;
            }
        }
        marketplace.versions(plugin.id(), Channel.STABLE);
        return Optional.empty();
    }

    private static Diagnosis permission(Optional<PreflightReply> reply, Asked plugin) {
        if (reply.isEmpty()) {
            return Diagnosis.skipped(PERMISSION, "the registry does not report what the token permits");
        }
        boolean permitted = reply.get().permitted();
        if (!plugin.real()) {
            return permitted
                    ? Diagnosis.skipped(PERMISSION, "it depends on the plugin")
                    : Diagnosis.warn(
                            PERMISSION,
                            "the token does not have plugin:publish on all plugins",
                            ErrorCode.MISSING_PERMISSION.remedy());
        }
        return permitted
                ? Diagnosis.pass(PERMISSION, "plugin:publish on " + plugin.id())
                : Diagnosis.fail(
                        PERMISSION,
                        ErrorCode.MISSING_PERMISSION,
                        "the token does not have plugin:publish on " + plugin.id(),
                        ErrorCode.MISSING_PERMISSION.remedy());
    }

    /** @param statuses receives those of the replies */
    private Marketplace connect(Secret token, Asked plugin, Set<Integer> statuses) {
        // The token of an identity is requested only once, because it may be valid only once.
        PublishOptions.Target known = new PublishOptions.Target(
                target.apiUrl(), target.api(), pluginId -> token, target.core(), target.trace());
        return Marketplaces.connect(
                known,
                plugin::id,
                http.brief(),
                RetrySettings.BRIEF.withMaxAttempts(1),
                event -> {
                    if (event instanceof PublishEvent.RequestAttempt attempt) {
                        statuses.add(attempt.status());
                    }
                },
                redactor,
                timing);
    }
}
