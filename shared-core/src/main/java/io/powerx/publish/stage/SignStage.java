package io.powerx.publish.stage;

import io.powerx.publish.sign.CertificateInfo;
import io.powerx.publish.sign.DetachedSignature;
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
        signed(run, run.signer().sign(run.packagePlan().integrity()));
        return summary(run);
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
