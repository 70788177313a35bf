package io.powerx.publish.sandbox.api;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Database;
import io.powerx.publish.sandbox.store.Tokens;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Identifies callers by their bearer tokens and checks their permissions. */
public final class Access {
    private final Tokens tokens;
    private final Database database;
    private final Clock clock;

    Access(Tokens tokens, Database database, Clock clock) {
        this.tokens = tokens;
        this.database = database;
        this.clock = clock;
    }

    /**
     * The holder of a token.
     *
     * @param pluginId the only plugin that the token is for; null for all
     */
    public record Caller(
            String name,
            Set<Permission> permissions,
            @Nullable String pluginId) {
        public boolean may(Permission permission) {
            return permissions.contains(permission);
        }

        boolean isFor(String id) {
            return pluginId == null || pluginId.equals(id);
        }

        /** Rejects a token that was issued for another plugin. */
        void checkPlugin(String id) {
            if (!isFor(id)) {
                throw missing(Permission.PLUGIN_PUBLISH, "The token is for the plugin " + pluginId + " only.");
            }
        }
    }

    /** Returns the caller, who must have at least one of the permissions; a refusal reports the first one. */
    public Caller require(HttpExchange exchange, Permission... anyOf) throws SQLException {
        Caller caller = caller(exchange);
        if (Arrays.stream(anyOf).noneMatch(caller::may)) {
            throw missing(
                    anyOf[0], "The token \"" + caller.name() + "\" lacks the permission " + anyOf[0].wireName() + ".");
        }
        return caller;
    }

    private static ProblemException missing(Permission permission, String detail) {
        return ProblemException.of(403, "missing_permission", detail).with("requiredPermission", permission.wireName());
    }

    private Caller caller(HttpExchange exchange) throws SQLException {
        String header =
                exchange.header("Authorization").orElseThrow(() -> unauthorized("The bearer token is missing."));
        if (!header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            throw unauthorized("The Authorization header does not contain a bearer token.");
        }
        String token = header.substring("bearer ".length()).strip();
        Optional<Tokens.Token> own = tokens.find(token);
        if (own.isPresent()) {
            return new Caller(own.get().name(), own.get().permissions(), null);
        }
        return shortLived(token).orElseThrow(() -> unauthorized("The token is unknown or has expired."));
    }

    private Optional<Caller> shortLived(String token) throws SQLException {
        return database.transaction(tx -> tx.one(
                "SELECT name, plugin_id FROM access_token WHERE token_hash = ? AND expires_at > ?",
                row -> new Caller(
                        row.getString(1), Set.of(Permission.PLUGIN_PUBLISH, Permission.PLUGIN_READ), row.getString(2)),
                Sha256.hex(token),
                clock.millis()));
    }

    private static ProblemException unauthorized(String detail) {
        return ProblemException.of(401, "unauthorized", detail)
                .header("WWW-Authenticate", "Bearer realm=\"marketplace\"");
    }
}
