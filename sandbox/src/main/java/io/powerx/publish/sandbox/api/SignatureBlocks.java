package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.trust.AnnouncedSignature;
import io.powerx.publish.sandbox.trust.SignatureRefused;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The signatures of a registration. */
public final class SignatureBlocks {
    private SignatureBlocks() {}

    /** Reads the signatures of a valid request. */
    public static List<AnnouncedSignature> read(JsonNode blocks) {
        List<AnnouncedSignature> signatures = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode block = blocks.get(i);
            List<String> chain = new ArrayList<>();
            block.path("certificateChain").forEach(certificate -> chain.add(certificate.textValue()));
            byte[] value;
            try {
                value = Base64.getMimeDecoder().decode(block.get("value").textValue());
            } catch (IllegalArgumentException e) {
                throw ProblemException.validation("/signatures/" + i + "/value", "format", "is not Base64");
            }
            signatures.add(new AnnouncedSignature(
                    block.get("artifact").textValue(),
                    block.get("format").textValue(),
                    block.get("algorithm").textValue(),
                    value,
                    chain));
        }
        return signatures;
    }

    /** Rejects signatures that are invalid whatever the content of the artifacts is. */
    static void checkAnnounced(Backend backend, Announcement announcement, JsonNode blocks) throws IOException {
        List<AnnouncedSignature> signatures = read(blocks);
        if (signatures.isEmpty() && backend.options().requireSignatures()) {
            throw refused("This Marketplace accepts signed plugins only, and the request has no signature.");
        }
        for (int i = 0; i < signatures.size(); i++) {
            AnnouncedSignature signature = signatures.get(i);
            String pointer = "/signatures/" + i;
            ArtifactRow artifact = announcement.artifacts().stream()
                    .filter(candidate -> candidate.name().equals(signature.artifact()))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.validation(
                            pointer + "/artifact", "unknown", "is not an artifact of this request"));
            try {
                backend.signatures().checkAnnounced(signature, artifact.sha256());
            } catch (SignatureRefused e) {
                throw refused(e.getMessage()).error(pointer, "signature_invalid", e.getMessage());
            } catch (GeneralSecurityException | RuntimeException e) {
                throw refused("The signature cannot be read.").error(pointer, "signature_invalid", "cannot be read");
            }
        }
    }

    static ProblemException refused(String detail) {
        return ProblemException.of(
                422, "signature_invalid", Character.toUpperCase(detail.charAt(0)) + detail.substring(1));
    }
}
