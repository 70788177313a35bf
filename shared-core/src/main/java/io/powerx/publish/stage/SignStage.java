package io.powerx.publish.stage;

import io.powerx.publish.sign.DetachedSignature;
import java.util.List;

/** Signs integrity.txt, on the machine with the key. */
final class SignStage extends ReadingStage<Hashed, DetachedSignature> {
    SignStage() {
        super("sign", "Sign");
    }

    @Override
    List<String> plan(PublishContext context, DetachedSignature output) {
        return List.of(Signatures.summary(output));
    }

    @Override
    StageResult<DetachedSignature> run(PublishContext context, Hashed hashed) {
        DetachedSignature signature = context.sign(hashed);
        context.record("signed", Signatures.facts(signature));
        return new StageResult<>(signature, Signatures.summary(signature));
    }
}
