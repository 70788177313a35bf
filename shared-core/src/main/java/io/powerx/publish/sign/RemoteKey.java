package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of a signing service, which receives a digest and never a file (signing-service.openapi.yaml). */
final class RemoteKey implements SigningKey {
    private final SigningService service;
    private final SigningProfile profile;
    private final @Nullable SigningContext context;
    private final Clock clock;
    private @Nullable Offer offer;

    private record Offer(Algorithm algorithm, List<X509Certificate> chain) {}

    RemoteKey(SigningService service, SigningProfile profile, @Nullable SigningContext context, Clock clock) {
        if (profile == SigningProfile.ED25519_PACKAGE) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "sign with the profile " + profile.wireName(),
                    "the profile signs whole packages, which are not sent to a signing service; use a local key");
        }
        this.service = service;
        this.profile = profile;
        this.context = context;
        this.clock = clock;
    }

    @Override
    public Algorithm algorithm() {
        return offer().algorithm();
    }

    @Override
    public List<X509Certificate> chain() {
        return offer().chain();
    }

    @Override
    public byte[] sign(byte[] message) {
        Algorithm algorithm = algorithm();
        SigningService.SignRequest request = algorithm == Algorithm.ED25519
                ? new SigningService.SignRequest(profile.wireName(), algorithm.jcaName(), null, message, context)
                : new SigningService.SignRequest(
                        profile.wireName(),
                        algorithm.jcaName(),
                        Crypto.digest(algorithm.digestName(), message),
                        null,
                        context);
        SigningService.SignReply reply = service.sign(request);
        List<X509Certificate> chain = Certificates.parsePem(String.join("\n", reply.certificateChain()));
        if (chain.isEmpty() || !chain.get(0).equals(chain().get(0))) {
            throw SigningService.failed(
                    "it signed with a different certificate from the one that it had returned before");
        }
        if (!verifies(message, reply.signature())) {
            throw SigningService.failed("its signature does not match its certificate");
        }
        return reply.signature();
    }

    private synchronized Offer offer() {
        if (offer == null) {
            offer = ask();
        }
        return offer;
    }

    private Offer ask() {
        SigningService.CertificateReply reply = service.certificate(profile.wireName());
        List<X509Certificate> pool = Certificates.parsePem(String.join("\n", reply.certificateChain()));
        if (pool.isEmpty()) {
            throw SigningService.failed("its reply contains no certificate");
        }
        Algorithm algorithm = Algorithm.ofJcaName(reply.algorithm())
                .filter(named -> named.fits(pool.get(0).getPublicKey()))
                .orElseThrow(() -> SigningService.failed("the algorithm in its reply does not match its certificate"));
        if (Algorithm.of(profile, pool.get(0).getPublicKey())
                .filter(algorithm::equals)
                .isEmpty()) {
            throw SigningService.failed("it offers a key for which "
                    + Algorithm.reasonAgainst(profile, pool.get(0).getPublicKey()));
        }
        List<X509Certificate> chain = Certificates.chain(pool.get(0), pool);
        KeyMaterial.requireUsable(chain, clock.instant());
        return new Offer(algorithm, chain);
    }
}
