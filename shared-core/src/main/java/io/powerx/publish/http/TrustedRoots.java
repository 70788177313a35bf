package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Trusts additional certificate authorities, and authenticates the client if it has an identity. There is deliberately no way to disable
 * certificate checks.
 */
final class TrustedRoots {
    private TrustedRoots() {}

    static void apply(OkHttpClient.Builder client, @Nullable String pem, @Nullable ClientIdentity identity) {
        List<Certificate> added = pem == null || pem.isBlank() ? List.of() : CaBundle.parse(pem, "read the CA bundle");
        if (added.isEmpty() && identity == null) {
            return;
        }
        try {
            KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
            roots.load(null, null);
            int number = 0;
            for (X509Certificate root : trustManager(null).getAcceptedIssuers()) {
                roots.setCertificateEntry("system-" + number++, root);
            }
            for (Certificate root : added) {
                roots.setCertificateEntry("added-" + number++, root);
            }
            X509TrustManager trust = trustManager(roots);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? null : new KeyManager[] {identity.keyManager()},
                    new TrustManager[] {trust},
                    null);
            client.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException e) {
            throw PublishException.of(
                            ErrorCode.CONFIG_INVALID,
                            "trust the certificates of the CA bundle",
                            "this Java runtime does not accept them")
                    .causedBy(e);
        }
    }

    private static X509TrustManager trustManager(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
