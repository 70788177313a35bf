package io.powerx.publish.stage;

import io.powerx.publish.sign.DetachedSignature;
import java.util.List;

/** Signs integrity.txt, on the machine with the key. */
final class SignStage implements ReadingStage<Hashed, DetachedSignature> {
    @Override
    public String id() {
        return "sign";
    }

    @Override
    public String title() {
        return "Sign";
    }

    @Override
    public List<String> plan(PublishContext context, DetachedSignature output) {
        return List.of(Signatures.summary(output));
    }

    @Override
    public StageResult<DetachedSignature> run(PublishContext context, Hashed hashed) {
        DetachedSignature signature = context.signer(hashed).sign(hashed.plan().integrity());
        context.journal().append("signed", Signatures.facts(signature));
        return new StageResult<>(signature, Signatures.summary(signature));
    }
}
