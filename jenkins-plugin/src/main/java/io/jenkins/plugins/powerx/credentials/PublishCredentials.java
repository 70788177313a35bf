package io.jenkins.plugins.powerx.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Looks up credentials with the permissions of the build, and tracks their use. */
public final class PublishCredentials {
    private static final int FILE_LIMIT = 1 << 20;

    private final Run<?, ?> run;

    public PublishCredentials(@NonNull Run<?, ?> run) {
        this.run = run;
    }

    /**
     * A secret text.
     *
     * @param url that it will be sent to, which excludes credentials of other domains; null if it is not sent
     * @param missing code of the error if the build cannot find such credentials
     * @throws PublishException with that code
     */
    public Secret text(@NonNull String id, @CheckForNull String url, ErrorCode missing) {
        StringCredentials found = find(id, StringCredentials.class, url, missing, "secret text");
        return Secret.of(found.getSecret().getPlainText());
    }

    /**
     * A signing key.
     *
     * @param passphraseId secret text with the passphrase of a file; null if it has none
     * @param certificateId secret file with the certificates; null if the key file contains them
     */
    public SigningKeyText signingKey(
            @NonNull String id, @CheckForNull String passphraseId, @CheckForNull String certificateId) {
        StandardCredentials found =
                find(id, StandardCredentials.class, null, ErrorCode.SIGNING_KEY_MISSING, "certificate or secret file");
        Secret passphrase = passphraseId == null ? null : text(passphraseId, null, ErrorCode.SIGNING_KEY_MISSING);
        if (found instanceof StandardCertificateCredentials certificate) {
            return SigningKeyText.of(
                    certificate.getKeyStore(), certificate.getPassword().getPlainText());
        }
        if (found instanceof FileCredentials file) {
            byte[] chain = certificateId == null
                    ? null
                    : content(find(
                            certificateId, FileCredentials.class, null, ErrorCode.SIGNING_KEY_MISSING, "secret file"));
            return SigningKeyText.of(content(file), passphrase, chain);
        }
        throw PublishException.of(
                ErrorCode.SIGNING_KEY_MISSING,
                "sign with the credentials '" + id + "'",
                "they are neither a certificate nor a secret file");
    }

    private static byte[] content(FileCredentials file) {
        try (InputStream in = file.getContent()) {
            return in.readNBytes(FILE_LIMIT);
        } catch (IOException e) {
            throw PublishException.of(
                            ErrorCode.SIGNING_KEY_UNREADABLE,
                            "read the credentials '" + file.getId() + "'",
                            IoFailure.reason(e))
                    .causedBy(e);
        }
    }

    private <C extends IdCredentials> C find(
            String id, Class<C> type, @CheckForNull String url, ErrorCode missing, String kind) {
        List<DomainRequirement> requirements =
                url == null ? List.of() : URIRequirementBuilder.fromUri(url).build();
        C found = CredentialsProvider.findCredentialById(id, type, run, requirements);
        if (found == null) {
            throw PublishException.of(
                    missing,
                    "use the credentials '" + id + "'",
                    "this job finds no " + kind + " with that ID" + (url == null ? "" : " for " + url));
        }
        // A lookup alone does not count as a use.
        CredentialsProvider.track(run, found);
        return found;
    }
}
