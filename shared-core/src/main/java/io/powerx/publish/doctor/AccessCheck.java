package io.powerx.publish.doctor;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.PreflightReply;
import io.powerx.publish.marketplace.PreflightRequest;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The token and what it permits. */
record AccessCheck(DoctorInput input, PublishOptions.Target target, HttpSettings http) {
    private static final String TOKEN = "token";
    private static final String PERMISSION = "permission";

    /** @param plugin null if it cannot be read; the token is then not verified */
    void run(@Nullable PluginSnapshot plugin, Consumer<Diagnosis> results) {
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
                    Diagnosis.skipped(TOKEN, "there is no plugin.yaml to verify it with; it is configured" + origin()));
            results.accept(Diagnosis.skipped(PERMISSION, "there is no plugin.yaml"));
            return;
        }
        try (Marketplace marketplace = connect(token, plugin)) {
            Optional<PreflightReply> reply = ask(marketplace, plugin);
            results.accept(Diagnosis.pass(TOKEN, "the Marketplace accepts it" + origin()));
            results.accept(permission(reply, plugin));
        } catch (PublishException e) {
            if (e.code() == ErrorCode.MISSING_PERMISSION) {
                results.accept(Diagnosis.pass(TOKEN, "the Marketplace accepts it" + origin()));
                results.accept(Diagnosis.fail(PERMISSION, e));
            } else {
                results.accept(Diagnosis.fail(TOKEN, e).withFound(e.found() + origin()));
                results.accept(Diagnosis.skipped(PERMISSION, "the token was not accepted"));
            }
        }
    }

    /** Empty if the registry has no preflight. */
    private static Optional<PreflightReply> ask(Marketplace marketplace, PluginSnapshot plugin) {
        if (SemanticVersion.parse(plugin.version()).isPresent()) {
            Optional<PreflightReply> reply = marketplace.preflight(
                    new PreflightRequest(plugin.id(), plugin.version(), Channel.STABLE, null, List.of()));
            if (reply.isPresent()) {
                return reply;
            }
        }
        marketplace.versions(plugin.id(), Channel.STABLE);
        return Optional.empty();
    }

    private static Diagnosis permission(Optional<PreflightReply> reply, PluginSnapshot plugin) {
        if (reply.isEmpty()) {
            return Diagnosis.skipped(PERMISSION, "the registry does not report what the token permits");
        }
        return reply.get().permitted()
                ? Diagnosis.pass(PERMISSION, "plugin:publish on " + plugin.id())
                : Diagnosis.fail(
                        PERMISSION,
                        ErrorCode.MISSING_PERMISSION,
                        "the token does not have plugin:publish on " + plugin.id(),
                        ErrorCode.MISSING_PERMISSION.remedy());
    }

    private Marketplace connect(Secret token, PluginSnapshot plugin) {
        // The token of an identity is requested only once, because it may be valid only once.
        PublishOptions.Target known = new PublishOptions.Target(
                target.apiUrl(), target.api(), pluginId -> token, target.core(), target.trace());
        return Marketplaces.connect(
                known,
                plugin::id,
                http.brief(),
                RetrySettings.BRIEF.withMaxAttempts(1),
                PublishListener.NONE,
                input.redactor(),
                input.timing());
    }

    private String origin() {
        String configured = input.origin(Setting.TOKEN);
        String file = input.origin(Setting.TOKEN_FILE);
        String found = configured.isEmpty() ? file : configured;
        return found.isEmpty() ? " (in exchange for the identity of the CI job)" : found;
    }
}
