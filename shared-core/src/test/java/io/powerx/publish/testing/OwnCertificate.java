package io.powerx.publish.testing;

import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Makes a server speak TLS with a certificate that no client trusts by default. */
public final class OwnCertificate {
    private OwnCertificate() {}

    /**
     * To be called before the server starts.
     *
     * @return the certificate as PEM
     */
    public static String on(MockWebServer server, Protocol... protocols) {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("localhost")
                .build();
        server.useHttps(
                new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory());
        server.setProtocols(List.of(protocols));
        return own.certificatePem();
    }
}
