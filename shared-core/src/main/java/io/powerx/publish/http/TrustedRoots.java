package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Trusts additional certificate authorities. There is deliberately no way to disable certificate checks. */
final class TrustedRoots {
    private static final Pattern PEM = Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    private TrustedRoots() {}

    static void apply(OkHttpClient.Builder client, @Nullable String pem) {
        if (pem == null || pem.isBlank()) {
            return;
        }
        Collection<? extends Certificate> added = read(pem);
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
            context.init(null, new TrustManager[] {trust}, null);
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

    private static Collection<? extends Certificate> read(String pem) {
        // Bundles may contain comments, which CertificateFactory does not accept.
        List<String> blocks =
                PEM.matcher(pem).results().map(block -> block.group()).toList();
        if (blocks.isEmpty()) {
            throw invalid("it contains no certificate in PEM format", null);
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(String.join("\n", blocks).getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw invalid("one of its " + blocks.size() + " certificates cannot be decoded", e);
        }
    }

    private static PublishException invalid(String found, @Nullable Throwable cause) {
        return PublishException.of(ErrorCode.CONFIG_INVALID, "read the CA bundle", found)
                .causedBy(cause);
    }
}
