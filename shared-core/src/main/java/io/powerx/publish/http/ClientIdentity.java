package io.powerx.publish.http;

import io.powerx.publish.secret.Secret;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key and certificate with which a client authenticates itself to servers that require it (mutual TLS).
 *
 * @param chain leaf first
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final String ALIAS = "client";

    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    /** Offers the certificate whatever authorities the server lists, so that a server that rejects it gives its own reason. */
    KeyManager keyManager() {
        return new X509ExtendedKeyManager() {
            @Override
            public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
                return new String[] {ALIAS};
            }

            @Override
            public String chooseClientAlias(
                    String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
                return ALIAS;
            }

            @Override
            public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
                return null;
            }

            @Override
            public @Nullable String chooseServerAlias(
                    String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
                return null;
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return chain.toArray(X509Certificate[]::new);
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return key;
            }
        };
    }

    /** Does not print the key. */
    @Override
    public String toString() {
        return "ClientIdentity[" + Secret.MASK + ", " + chain.get(0).getSubjectX500Principal() + "]";
    }
}
