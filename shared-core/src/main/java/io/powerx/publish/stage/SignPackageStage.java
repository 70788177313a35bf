package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.sign.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Signs the finished package. Runs where the key is. Ed25519 goes over the message twice, which no library does in pieces, so the
 * package is in memory once while this runs; the registry reads it whole, too.
 */
final class SignPackageStage implements Stage {
    /** Of the memory that Java may use, the part that a package may take. */
    private static final double SHARE = 0.75;

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
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of("sign the finished package: " + run.signer().profile().wireName());
    }

    @Override
    public String run(PublishRun run) {
        Signer signer = run.signer();
        PackedArtifact packed = UploadStage.packed(run);
        SignStage.signed(run, signer.sign(content(run, packed)));
        String text = Base64.getEncoder().encodeToString(run.signature().value()) + "\n";
        run.workbench().writeBeside(packed, ".sig", text.getBytes(StandardCharsets.US_ASCII));
        return SignStage.summary(run);
    }

    private static byte[] content(PublishRun run, PackedArtifact packed) {
        Artifact artifact = packed.artifact();
        long memory = Runtime.getRuntime().maxMemory();
        if (artifact.size() > Math.min(Integer.MAX_VALUE - 8L, (long) (memory * SHARE))) {
            throw error(
                    ErrorCode.ARTIFACT_TOO_LARGE,
                    artifact,
                    "the signature is over the whole package, which has " + Sizes.of(artifact.size())
                            + " and has to be in memory, and Java may use " + Sizes.of(memory) + " (-Xmx)");
        }
        try (InputStream in = run.workbench().open(packed)) {
            byte[] content = in.readNBytes((int) artifact.size());
            if (!Sha256.hex(content).equals(artifact.sha256()) || in.read() >= 0) {
                throw error(ErrorCode.FILE_CHANGED, artifact, "it holds other bytes than when it was packed");
            }
            return content;
        } catch (IOException e) {
            throw error(ErrorCode.FILE_CHANGED, artifact, "it cannot be read: " + IoFailure.reason(e));
        }
    }

    private static PublishException error(ErrorCode code, Artifact artifact, String found) {
        return PublishException.of(code, "sign " + artifact.name(), found).build();
    }
}
