package io.powerx.publish.marketplace.identity;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The sources of a CI's identity token. A front end chooses one; this class does not read the environment. */
public sealed interface IdentityTokens {
    /**
     * GitHub's service, which issues a new token for each request.
     *
     * @param requestUrl the value of ACTIONS_ID_TOKEN_REQUEST_URL
     * @param requestToken the value of ACTIONS_ID_TOKEN_REQUEST_TOKEN
     * @param audience of the token; null to get it from the Marketplace
     */
    record GitHub(
            URI requestUrl, Secret requestToken, @Nullable String audience) implements IdentityTokens {}

    /** A token that was issued before the publish. */
    record Given(Secret token) implements IdentityTokens {}

    /** A file that the CI keeps up to date. */
    record TokenFile(Path path) implements IdentityTokens {
        private static final int MAX_LENGTH = 64 << 10;

        Secret read() {
            if (!Files.exists(path)) {
                throw unavailable(
                        "the token file does not exist; its path is not shown, because it may be the token itself");
            }
            try {
                String token = new String(SmallFile.read(path, MAX_LENGTH), StandardCharsets.UTF_8);
                if (token.isBlank()) {
                    throw unavailable(path + " is empty");
                }
                return Secret.of(token);
            } catch (IOException e) {
                throw unavailable(path + " cannot be read: " + IoFailure.reason(e))
                        .causedBy(e);
            }
        }

        private static PublishException unavailable(String found) {
            return PublishException.of(ErrorCode.IDENTITY_TOKEN_UNAVAILABLE, "read the CI's identity token", found);
        }
    }
}
