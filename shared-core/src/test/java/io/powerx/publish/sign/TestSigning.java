package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.write.ArtifactBuilder;
import io.powerx.publish.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Signers of local keys, and packages signed with them. */
final class TestSigning {
    private TestSigning() {}

    static Signer signer(
            SigningProfile profile, Object key, @Nullable Object certificate, @Nullable String passphrase) {
        return signer(profile, key, certificate, passphrase, Clock.systemUTC());
    }

    static Signer signer(
            SigningProfile profile,
            Object key,
            @Nullable Object certificate,
            @Nullable String passphrase,
            Clock clock) {
        SigningSettings settings = SigningSettings.withKey(
                profile,
                key.toString(),
                certificate == null ? null : certificate.toString(),
                Secret.ofNullable(passphrase).orElse(null));
        return Signers.of(settings, null, clock, () -> {
            throw new AssertionError("a local key needs no network");
        });
    }

    static Path signedPackage(Path project, PackRequest request, Signer signer, Path output) {
        ArtifactBuilder builder = new ArtifactBuilder(project);
        PackagePlan plan = builder.plan(request);
        byte[] signature = ManifestSignature.encode(signer.sign(plan.integrity()));
        return Path.of(
                builder.pack(request, plan, signature, output).packageFile().file());
    }

    /** Verifies a signature with the certificates that come with it. */
    static SignatureVerifier.Verified verified(DetachedSignature signature, byte[] content) {
        return signature.format() == SignatureFormat.CMS_DETACHED
                ? SignatureVerifier.verifyCms(signature.value(), content)
                : SignatureVerifier.verifyRaw(
                                Certificates.parsePem(String.join("\n", signature.certificateChainPem())),
                                signature.value(),
                                content)
                        .orElseThrow();
    }
}
