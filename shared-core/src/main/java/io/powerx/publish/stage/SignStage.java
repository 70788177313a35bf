package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.sign.DetachedSignature;
import java.util.ArrayList;
import java.util.List;

/** Signs the integrity.txt of each package, on the machine with the key. */
final class SignStage extends ReadingStage<Hashed, ReleaseSignatures> {
    SignStage() {
        super("sign", "Sign");
    }

    @Override
    List<String> plan(PublishContext context, ReleaseSignatures output) {
        return List.of(Signatures.summary(output));
    }

    @Override
    StageResult<ReleaseSignatures> run(PublishContext context, Hashed hashed) {
        List<DetachedSignature> signatures = new ArrayList<>();
        for (PackagePlan plan : hashed.plan().packages()) {
            DetachedSignature signature = context.sign(hashed, plan);
            if (!signatures.isEmpty() && !signatures.get(0).chain().equals(signature.chain())) {
                throw PublishException.of(
                        ErrorCode.SIGNATURE_INVALID,
                        "sign the package for " + plan.platform(),
                        "the signer's certificate has changed since the first package was signed");
            }
            context.record("signed", Signatures.facts(signature));
            signatures.add(signature);
        }
        ReleaseSignatures all = new ReleaseSignatures(signatures);
        return new StageResult<>(all, Signatures.summary(all));
    }
}
