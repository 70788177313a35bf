package io.powerx.publish.sandbox.trust;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verifies signatures, independently of the code that creates them. */
public final class SignatureCheck {
    /** The message must fit in memory because Ed25519 reads it twice. */
    private static final int MAX_ED25519_MESSAGE = 64 << 20;

    private static final int BUFFER = 64 << 10;

    private final DemoTrust trust;
    private final Clock clock;

    public SignatureCheck(DemoTrust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** The signed content; may be opened several times. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * A valid signature.
     *
     * @param chain leaf first, the trusted authority last; empty if it was a registered public key
     */
    public record Verified(String artifact, String format, String algorithm, List<X509Certificate> chain) {}

    /**
     * Checks, before the upload, that the signature can be read and that its signer is trusted.
     *
     * @param sha256 the announced digest of the artifact, in hex
     */
    public void checkAnnounced(AnnouncedSignature signature, String sha256)
            throws SignatureRefused, IOException, GeneralSecurityException {
        DemoTrust.Anchors anchors = trust.anchors();
        ChainCheck chains = new ChainCheck(anchors.certificates(), clock.instant());
        if (signature.format().equals("cms-detached")) {
            new CmsCheck(chains).checkAnnounced(signature, sent(signature), sha256);
            return;
        }
        verifier(signature.algorithm());
        List<X509Certificate> sent = sent(signature);
        if (!sent.isEmpty()) {
            chains.chain(sent.get(0), sent);
        } else if (anchors.publicKeys().isEmpty()) {
            throw noKey(signature);
        }
    }

    /** Verifies a signature over the received content. */
    public Verified verify(AnnouncedSignature signature, Content content)
            throws SignatureRefused, IOException, GeneralSecurityException {
        DemoTrust.Anchors anchors = trust.anchors();
        ChainCheck chains = new ChainCheck(anchors.certificates(), clock.instant());
        List<X509Certificate> sent = sent(signature);
        List<X509Certificate> chain;
        if (signature.format().equals("cms-detached")) {
            chain = new CmsCheck(chains).verify(signature, sent, content);
        } else if (sent.isEmpty()) {
            verifyWithRegisteredKey(signature, content, anchors.publicKeys());
            chain = List.of();
        } else {
            chain = chains.chain(sent.get(0), sent);
            if (!holds(signature, sent.get(0).getPublicKey(), content)) {
                throw new SignatureRefused("the raw signature over " + signature.artifact()
                        + " is not valid for the key of the first certificate");
            }
        }
        return new Verified(signature.artifact(), signature.format(), signature.algorithm(), chain);
    }

    private static void verifyWithRegisteredKey(
            AnnouncedSignature signature, Content content, List<PublicKey> registered)
            throws SignatureRefused, IOException {
        for (PublicKey key : registered) {
            if (holds(signature, key, content)) {
                return;
            }
        }
        throw noKey(signature);
    }

    private static SignatureRefused noKey(AnnouncedSignature signature) {
        return new SignatureRefused("the signature over " + signature.artifact()
                + " carries no certificate, and no registered public key (trust/anchors) verifies it");
    }

    private static boolean holds(AnnouncedSignature signature, PublicKey key, Content content)
            throws SignatureRefused, IOException {
        try (InputStream in = content.open()) {
            Signature verifier = verifier(signature.algorithm());
            verifier.initVerify(key);
            boolean inMemory = signature.algorithm().toUpperCase(Locale.ROOT).startsWith("ED");
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (inMemory && total > MAX_ED25519_MESSAGE) {
                    throw new SignatureRefused("the sandbox checks Ed25519 signatures of up to "
                            + (MAX_ED25519_MESSAGE >> 20) + " MiB, and " + signature.artifact() + " is larger");
                }
                verifier.update(buffer, 0, read);
            }
            return verifier.verify(signature.value());
        } catch (GeneralSecurityException e) {
            // The key is of another kind, or the signature is not even shaped like one.
            return false;
        }
    }

    private static Signature verifier(String algorithm) throws SignatureRefused {
        try {
            String name = algorithm.toUpperCase(Locale.ROOT);
            if (name.equals("RSASSA-PSS") || name.endsWith("WITHRSA/PSS") || name.endsWith("WITHRSAANDMGF1")) {
                int bits = name.startsWith("SHA512") ? 512 : name.startsWith("SHA384") ? 384 : 256;
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(
                        new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
                return signature;
            }
            if (name.matches("SHA(256|384|512)WITH(RSA|ECDSA)|ED25519|EDDSA")) {
                return Signature.getInstance(algorithm);
            }
        } catch (GeneralSecurityException e) {
            throw new SignatureRefused("the signature algorithm " + algorithm + " is not available", e);
        }
        throw new SignatureRefused(
                "the signature algorithm " + algorithm
                        + " is not one of SHA256withRSA, RSASSA-PSS, SHA256withECDSA (or their SHA-384 and SHA-512 forms), Ed25519");
    }

    private static List<X509Certificate> sent(AnnouncedSignature signature) throws SignatureRefused {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String pem : signature.certificateChain()) {
            try {
                List<X509Certificate> some = Pem.certificates(pem);
                if (some.isEmpty()) {
                    throw new SignatureRefused("an element of certificateChain is not a PEM certificate");
                }
                certificates.addAll(some);
            } catch (GeneralSecurityException | IOException | RuntimeException e) {
                throw new SignatureRefused("certificateChain cannot be read as PEM certificates", e);
            }
        }
        return certificates;
    }
}
