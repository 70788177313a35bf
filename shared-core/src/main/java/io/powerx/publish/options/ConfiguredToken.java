package io.powerx.publish.options;

import io.powerx.publish.config.Folders;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.Origin;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.marketplace.identity.IdentityTokens;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The token from the configuration or a file, or one that the Marketplace issues for the CI's identity token. Nothing is read or sent
 * before the token is needed, so an offline check works without one.
 */
final class ConfiguredToken implements TokenSource {
    private static final int MAX_SIZE = 64 << 10;
    private static final String FROM_A_PROGRAM = "To use the output of a program as the token, set "
            + Setting.TOKEN.variables().get(0) + " to it, such as "
            + Setting.TOKEN.variables().get(0) + "=\"$(vault read ...)\".";

    private final ResolvedConfig config;
    private final Folders folders;
    private final Redactor redactor;
    private final Optional<TokenSource> exchange;

    /** @param exchange creates the token source for identity tokens */
    ConfiguredToken(
            ResolvedConfig config,
            Folders folders,
            Redactor redactor,
            Optional<IdentityTokens> identity,
            Function<IdentityTokens, TokenSource> exchange) {
        this.config = config;
        this.folders = folders;
        this.redactor = redactor;
        this.exchange = identity.map(exchange);
    }

    @Override
    public Secret token(String pluginId) {
        if (layer(Setting.TOKEN_FILE).compareTo(layer(Setting.TOKEN)) < 0) {
            return fromFile();
        }
        Optional<Secret> configured = config.secret(Setting.TOKEN);
        if (configured.isPresent()) {
            return configured.get();
        }
        Secret exchanged = exchange.orElseThrow(() -> PublishException.of(
                        ErrorCode.TOKEN_MISSING,
                        "find the token for publishing" + (pluginId.isEmpty() ? "" : " " + pluginId),
                        "no token is configured, and the CI provides no identity token"))
                .token(pluginId);
        redactor.add(exchanged);
        return exchanged;
    }

    private Secret fromFile() {
        Path path = config.existingFile(Setting.TOKEN_FILE, folders).orElseThrow(this::missingFile);
        Secret token = Secret.ofNullable(content(path))
                .orElseThrow(() -> PublishException.of(ErrorCode.TOKEN_MISSING, tried(path), "the file is empty"));
        redactor.add(token);
        if (token.reveal().length() < Secret.MIN_TOKEN_LENGTH) {
            throw PublishException.of(ErrorCode.OPTION_INVALID, tried(path), "the token " + Secret.TOO_SHORT);
        }
        return token;
    }

    private String content(Path path) {
        try {
            return new String(SmallFile.read(path, MAX_SIZE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, tried(path), IoFailure.reason(e))
                    .advice(Files.isRegularFile(path) ? null : FROM_A_PROGRAM)
                    .causedBy(e);
        }
    }

    private String tried(Path path) {
        return "read the token from " + path + ", which "
                + config.origin(Setting.TOKEN_FILE).orElseThrow().place() + " specifies";
    }

    /** Does not repeat the path, which is the token itself if the user confused the two. */
    private PublishException missingFile() {
        return PublishException.of(
                ErrorCode.CONFIG_UNREADABLE,
                "read the token",
                "the file that "
                        + config.origin(Setting.TOKEN_FILE).orElseThrow().place()
                        + " specifies does not exist; its path is not shown, because it may be the token itself");
    }

    /** Where the value was found; the weakest layer if there is none. */
    private Layer layer(Setting setting) {
        return config.origin(setting).map(Origin::layer).orElse(Layer.DEFAULT);
    }
}
