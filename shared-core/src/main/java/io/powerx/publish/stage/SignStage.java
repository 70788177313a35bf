package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.ApiGeneration;
import io.powerx.publish.sign.CertificateInfo;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.Signer;
import io.powerx.publish.sign.SigningProfile;
import java.util.List;
import java.util.Map;

/** Signs integrity.txt. Runs where the key is. */
final class SignStage implements Stage {
    @Override
    public String id() {
        return "sign";
    }

    @Override
    public String title() {
        return "Sign";
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of(summary(run));
    }

    @Override
    public String run(PublishRun run) {
        requireFit(run.options().signing().profile(), run.options().target().api());
        Signer signer = run.signer();
        DetachedSignature signature = signer.sign(run.packagePlan().integrity());
        signed(run, signature);
        return summary(run);
    }

    /** Each registry checks signatures of its own kind. */
    static void requireFit(SigningProfile profile, ApiGeneration api) {
        boolean forCore = profile == SigningProfile.ED25519_PACKAGE;
        if (forCore != (api == ApiGeneration.CORE)) {
            throw PublishException.of(
                            ErrorCode.OPTION_INVALID,
                            "sign in the profile " + profile.wireName(),
                            forCore
                                    ? "it signs for PowerX core's registry, and this publish goes to a Marketplace"
                                    : "PowerX core's registry checks signatures of the profile "
                                            + SigningProfile.ED25519_PACKAGE.wireName() + " only")
                    .build();
        }
    }

    static void signed(PublishRun run, DetachedSignature signature) {
        run.signature(signature);
        run.journal(
                "signed",
                Map.of(
                        "profile",
                        signature.profile().wireName(),
                        "algorithm",
                        signature.algorithm(),
                        "certificate",
                        signature.chain().isEmpty()
                                ? ""
                                : signature.chain().get(0).sha256()));
    }

    static String summary(PublishRun run) {
        DetachedSignature signature = run.signature();
        List<CertificateInfo> chain = signature.chain();
        String by = chain.isEmpty() ? "" : " by " + chain.get(0).subject();
        return signature.profile().wireName() + ", " + signature.algorithm() + by;
    }
}
