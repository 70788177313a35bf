package io.powerx.publish.options;

import io.powerx.publish.config.Layer;
import io.powerx.publish.config.Origin;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.ResolvedConfig.Folders;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.TokenSource;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.nio.file.Path;

/** The token that a configuration holds or points to; asked for only when it is needed, so that a dry run offline needs none. */
record ConfiguredToken(ResolvedConfig config, Folders folders, Redactor redactor) implements TokenSource {
    @Override
    public Secret token(String pluginId) {
        Layer direct = layer(Setting.TOKEN);
        Layer file = layer(Setting.TOKEN_FILE);
        if (file.compareTo(direct) < 0) {
            return fromFile();
        }
        return config.secret(Setting.TOKEN).orElseThrow(() -> PublishException.of(
                        ErrorCode.TOKEN_MISSING,
                        "find the token for publishing " + pluginId,
                        "neither a variable nor a file holds one")
                .build());
    }

    private Secret fromFile() {
        Path path = config.path(Setting.TOKEN_FILE, folders).orElseThrow();
        Secret token = Secret.ofNullable(SmallFiles.text(path))
                .orElseThrow(() -> PublishException.of(ErrorCode.TOKEN_MISSING, "read the token", path + " is empty")
                        .build());
        redactor.add(token);
        return token;
    }

    /** The weakest layer stands for no value. */
    private Layer layer(Setting setting) {
        return config.origin(setting).map(Origin::layer).orElse(Layer.DEFAULT);
    }
}
