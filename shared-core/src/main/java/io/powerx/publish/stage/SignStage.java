package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
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
        Signer signer = run.signer();
        if (signer.profile() == SigningProfile.ED25519_PACKAGE) {
            throw PublishException.of(
                            ErrorCode.OPTION_INVALID,
                            "sign in the profile " + signer.profile().wireName(),
                            "it signs for PowerX core's registry, and this publish goes to a Marketplace")
                    .build();
        }
        DetachedSignature signature = signer.sign(run.packagePlan().integrity());
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
        return summary(run);
    }

    private static String summary(PublishRun run) {
        DetachedSignature signature = run.signature();
        List<CertificateInfo> chain = signature.chain();
        String by = chain.isEmpty() ? "" : " by " + chain.get(0).subject();
        return signature.profile().wireName() + ", " + signature.algorithm() + by;
    }
}
