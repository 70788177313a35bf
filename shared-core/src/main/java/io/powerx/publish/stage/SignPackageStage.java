package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Signs the finished package, on the machine with the key. Ed25519 reads the message twice, which no library supports for streams, so the
 * whole package is in memory while this runs. The registry does the same.
 */
final class SignPackageStage extends ChangingStage<Packed, ReleaseSignatures> {
    /** The part of Java's memory that a package may use. */
    private static final double SHARE = 0.75;

    SignPackageStage() {
        super("sign", "Sign");
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return List.of("sign the finished package: "
                + context.signer(content).profile().wireName());
    }

    @Override
    StageResult<ReleaseSignatures> run(PublishContext context, Packed packed) {
        Signer signer = context.signer(packed.hashed());
        PackedArtifact packageFile = packed.artifacts().packageFile();
        DetachedSignature signature = signer.sign(content(context, packageFile));
        context.record("signed", Signatures.facts(signature));
        String text = Base64.getEncoder().encodeToString(signature.value()) + "\n";
        context.workbench().writeBeside(packageFile, ".sig", text.getBytes(StandardCharsets.US_ASCII));
        ReleaseSignatures only = new ReleaseSignatures(List.of(signature));
        return new StageResult<>(only, Signatures.summary(only));
    }

    private static byte[] content(PublishContext context, PackedArtifact packed) {
        Artifact artifact = packed.artifact();
        long memory = Runtime.getRuntime().maxMemory();
        if (artifact.size() > Math.min(Integer.MAX_VALUE - 8L, (long) (memory * SHARE))) {
            throw error(
                    ErrorCode.ARTIFACT_TOO_LARGE,
                    artifact,
                    "it must fit into memory to be signed; it has " + Quantities.size(artifact.size())
                            + ", and Java may use " + Quantities.size(memory) + " (-Xmx)");
        }
        try (InputStream in = context.workbench().open(packed)) {
            byte[] content = in.readNBytes((int) artifact.size());
            if (!Sha256.hex(content).equals(artifact.sha256()) || in.read() >= 0) {
                throw error(ErrorCode.FILE_CHANGED, artifact, "its content has changed since it was packed");
            }
            return content;
        } catch (IOException e) {
            throw error(ErrorCode.FILE_CHANGED, artifact, "it cannot be read: " + IoFailure.reason(e));
        }
    }

    private static PublishException error(ErrorCode code, Artifact artifact, String found) {
        return PublishException.of(code, "sign " + artifact.name(), found);
    }
}
