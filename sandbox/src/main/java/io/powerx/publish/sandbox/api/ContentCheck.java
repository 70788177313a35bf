package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.BlobStore;
import io.powerx.publish.sandbox.trust.AnnouncedSignature;
import io.powerx.publish.sandbox.trust.PackageCheck;
import io.powerx.publish.sandbox.trust.PackageRefused;
import io.powerx.publish.sandbox.trust.SignatureCheck;
import io.powerx.publish.sandbox.trust.SignatureRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks an uploaded publish: digests, signatures, and packages against their integrity lists. */
public final class ContentCheck {
    private final Backend backend;

    ContentCheck(Backend backend) {
        this.backend = backend;
    }

    /** The results, which reviewers see. */
    public record Findings(List<SignatureFound> signatures, List<PackageFound> packages) {}

    public record SignatureFound(String artifact, String format, String algorithm, List<CertificateFound> chain) {}

    public record CertificateFound(
            String subject, String issuer, String serialNumber, Instant notBefore, Instant notAfter) {
        static CertificateFound of(X509Certificate certificate) {
            return new CertificateFound(
                    certificate.getSubjectX500Principal().toString(),
                    certificate.getIssuerX500Principal().toString(),
                    HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray()),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    /** @param outcome the lower-case name of a {@link PackageCheck.Outcome} */
    public record PackageFound(String artifact, String outcome) {}

    /** Checks a publish that has all its parts. */
    Findings check(PublishRecord publish) throws IOException, SQLException {
        for (ArtifactRow artifact : publish.artifacts()) {
            checkDigest(publish, artifact);
        }
        JsonNode blocks = Json.mapper().readTree(publish.row().request()).path("signatures");
        List<AnnouncedSignature> signatures = SignatureBlocks.read(blocks);
        List<SignatureFound> verified = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            verified.add(verify(publish, signatures.get(i), "/signatures/" + i));
        }
        return new Findings(verified, checkPackages(publish, signatures));
    }

    private void checkDigest(PublishRecord publish, ArtifactRow artifact) throws IOException, SQLException {
        List<PartRow> parts = publish.partsOf(artifact);
        // The digest of a single part was computed while it was received.
        String sha256 =
                parts.size() == 1 ? parts.get(0).sha256() : backend.blobs().sha256(publish.filesOf(artifact));
        if (sha256.equals(artifact.sha256())) {
            return;
        }
        List<PartRow> damaged = new ArrayList<>();
        if (parts.size() > 1) {
            for (PartRow part : parts) {
                if (!backend.blobs().sha256(List.of(part.file())).equals(part.sha256())) {
                    damaged.add(part);
                }
            }
        }
        // Damaged parts are deleted so that the client can send them again.
        List<PartRow> useless = damaged.isEmpty() ? parts : damaged;
        backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            for (PartRow part : useless) {
                table.deletePart(publish.row().publishId(), part);
            }
            return true;
        });
        backend.blobs().delete(useless.stream().map(PartRow::file).toList());
        throw mismatch(
                artifact.name(),
                "",
                "was announced with the SHA-256 " + artifact.sha256() + ", but was received with " + sha256
                        + "; its parts were deleted and can be sent again");
    }

    static ProblemException mismatch(String artifact, String pointer, String detail) {
        return ProblemException.of(422, "checksum_mismatch", artifact + " " + detail + ".")
                .error(pointer, "checksum_mismatch", artifact + " " + detail);
    }

    private SignatureFound verify(PublishRecord publish, AnnouncedSignature signature, String pointer)
            throws IOException {
        ArtifactRow artifact = publish.artifact(signature.artifact())
                .orElseThrow(() -> SignatureBlocks.refused("The signed artifact is not part of the publish."));
        try {
            SignatureCheck.Verified verified =
                    backend.signatures().verify(signature, () -> backend.blobs().read(publish.filesOf(artifact)));
            return new SignatureFound(
                    verified.artifact(),
                    verified.format(),
                    verified.algorithm(),
                    verified.chain().stream().map(CertificateFound::of).toList());
        } catch (SignatureRefused e) {
            throw SignatureBlocks.refused(e.getMessage()).error(pointer, "signature_invalid", e.getMessage());
        } catch (GeneralSecurityException e) {
            throw SignatureBlocks.refused("The signature cannot be read.")
                    .error(pointer, "signature_invalid", "cannot be read");
        }
    }

    private List<PackageFound> checkPackages(PublishRecord publish, List<AnnouncedSignature> signatures)
            throws IOException {
        Set<String> signed =
                signatures.stream().map(AnnouncedSignature::artifact).collect(Collectors.toSet());
        List<ArtifactRow> announced = publish.artifacts().stream()
                .filter(artifact -> artifact.role().equals("integrity"))
                .toList();
        boolean listIsSigned = announced.stream().anyMatch(list -> signed.contains(list.name()));
        // One signed list says nothing about another package, whose own list has no signature.
        Set<String> lists = announced.stream()
                .filter(list -> !listIsSigned || signed.contains(list.name()))
                .map(ArtifactRow::sha256)
                .collect(Collectors.toSet());
        List<PackageFound> found = new ArrayList<>();
        for (ArtifactRow artifact : publish.artifacts()) {
            if (artifact.role().equals("package")) {
                found.add(checkPackage(publish, artifact, lists, listIsSigned));
            }
        }
        return found;
    }

    /** If an integrity list is signed, every package must have a signed one: otherwise the signature says nothing about the package. */
    private PackageFound checkPackage(
            PublishRecord publish, ArtifactRow artifact, Set<String> lists, boolean listIsSigned) throws IOException {
        BlobStore blobs = backend.blobs();
        List<String> files = publish.filesOf(artifact);
        List<Path> paths = files.stream().map(blobs::path).toList();
        try {
            PackageCheck.Outcome outcome = PackageCheck.check(paths, artifact.size(), lists, () -> blobs.read(files));
            if (listIsSigned && outcome != PackageCheck.Outcome.MATCHES) {
                throw SignatureBlocks.refused("The signature is over an integrity list, and " + artifact.name()
                        + " cannot be verified against it (" + outcome.name().toLowerCase(Locale.ROOT) + ").");
            }
            return new PackageFound(artifact.name(), outcome.name().toLowerCase(Locale.ROOT));
        } catch (PackageRefused e) {
            String detail = artifact.name() + ": " + e.getMessage();
            if (e.isUnsafe()) {
                throw ProblemException.of(422, "rejected", detail);
            }
            throw listIsSigned ? SignatureBlocks.refused(detail) : mismatch(artifact.name(), "", e.getMessage());
        }
    }
}
