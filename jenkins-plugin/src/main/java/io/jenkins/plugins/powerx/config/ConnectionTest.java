package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Tests a connection with a harmless request: the versions of a plugin that does not exist. */
final class ConnectionTest {
    private static final String NO_PLUGIN = "io.powerx.jenkins.connection-test";
    private static final int LONGEST_MESSAGE = 500;

    private ConnectionTest() {}

    static FormValidation of(Endpoint endpoint, @CheckForNull StringCredentials credentials) {
        Redactor redactor = new Redactor();
        try (Marketplace marketplace =
                Connections.connect(endpoint, () -> token(credentials, redactor), event -> {}, redactor)) {
            marketplace.versions(NO_PLUGIN, Channel.STABLE);
            return FormValidation.ok(Messages.ConnectionTest_Success());
        } catch (PublishException e) {
            String message = ForeignText.oneLine(redactor.redact(e.getMessage()), LONGEST_MESSAGE);
            return e.code() == ErrorCode.TOKEN_MISSING
                    ? FormValidation.warning(Messages.ConnectionTest_NoToken())
                    : FormValidation.error(
                            Messages.ConnectionTest_Failed(e.code().wireName(), message));
        }
    }

    private static Secret token(@CheckForNull StringCredentials credentials, Redactor redactor) {
        if (credentials == null) {
            throw PublishException.of(
                    ErrorCode.TOKEN_MISSING, "connect to the Marketplace", "no credentials are selected");
        }
        Secret token = Secret.of(credentials.getSecret().getPlainText());
        redactor.add(token);
        return token;
    }
}
