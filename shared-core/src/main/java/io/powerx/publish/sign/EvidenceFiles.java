package io.powerx.publish.sign;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.read.PackageIdentity;
import io.powerx.publish.provenance.ProvenanceStatement;
import io.powerx.publish.sbom.BillOfMaterials;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Checks the provenance and the bill of materials of a package that is valid itself. */
final class EvidenceFiles {
    private static final int MAX_PROVENANCE = 4 << 20;
    private static final int MAX_SBOM = 32 << 20;
    private static final int MAX_SHOWN = 300;

    private final Path packageFile;
    private final PackageIdentity identity;

    /**
     * The result.
     *
     * @param check of the aspect {@link Aspect#PROVENANCE}
     */
    record Result(
            Check check, VerificationReport.@Nullable Sbom sbom, VerificationReport.@Nullable Provenance provenance) {}

    EvidenceFiles(Path packageFile, PackageIdentity identity) {
        this.packageFile = packageFile;
        this.identity = identity;
    }

    /**
     * Checks the files.
     *
     * @param specified the provenance that the user specified; null for the one next to the package, if there is one
     * @param signer of the package, who must have signed the provenance
     */
    Result check(@Nullable Path specified, SignatureVerifier.Verified signer) {
        Path file = specified == null ? beside(ProvenanceStatement.EXTENSION) : specified;
        if (specified == null && !Files.exists(file)) {
            return new Result(passed("there is none next to the package"), sbom(null), null);
        }
        String name = ForeignText.oneLine(String.valueOf(file.getFileName()), MAX_SHOWN);
        try {
            ProvenanceStatement statement = statement(SmallFile.read(file, MAX_PROVENANCE), signer);
            if (!statement.isAbout(digest())) {
                throw new IOException("it is about other packages: none of its subjects has the digest of this one");
            }
            VerificationReport.Provenance provenance = new VerificationReport.Provenance(
                    name,
                    shown(statement.builder()),
                    statement.source().map(EvidenceFiles::shown).orElse(null),
                    statement.commit().map(EvidenceFiles::shown).orElse(null),
                    statement.invocation().map(EvidenceFiles::shown).orElse(null));
            return withSbom(name, statement, provenance);
        } catch (IOException e) {
            return new Result(failed(name + " is not valid: " + IoFailure.reason(e)), sbom(null), null);
        }
    }

    private Result withSbom(String name, ProvenanceStatement statement, VerificationReport.Provenance provenance) {
        VerificationReport.Sbom sbom = sbom(statement);
        return sbom != null && !sbom.confirmed()
                ? new Result(
                        failed(sbom.file() + " is not the bill of materials of that build: " + name
                                + " does not contain its digest"),
                        sbom,
                        provenance)
                : new Result(
                        passed(name + " is signed by the signer of the package and is about it"), sbom, provenance);
    }

    private static ProvenanceStatement statement(byte[] file, SignatureVerifier.Verified signer) throws IOException {
        DsseEnvelope envelope = DsseEnvelope.read(file);
        if (!envelope.payloadType().equals(ProvenanceStatement.PAYLOAD_TYPE)) {
            throw new IOException("its payload is not an in-toto statement");
        }
        Algorithm algorithm = Algorithm.ofJcaName(signer.algorithm()).orElseThrow();
        byte[] signed = envelope.signedBytes();
        boolean valid = envelope.signatures().stream()
                .anyMatch(signature ->
                        Crypto.verifies(algorithm, signer.chain().get(0).getPublicKey(), signed, signature));
        if (!valid) {
            throw new IOException("the signer of the package did not sign it, or it was changed");
        }
        return ProvenanceStatement.read(envelope.payload());
    }

    /** Null if there is none; a file that cannot be read as one counts as none. */
    private VerificationReport.@Nullable Sbom sbom(@Nullable ProvenanceStatement statement) {
        Path file = beside(BillOfMaterials.EXTENSION);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            byte[] content = SmallFile.read(file, MAX_SBOM);
            return new VerificationReport.Sbom(
                    ForeignText.oneLine(String.valueOf(file.getFileName()), MAX_SHOWN),
                    components(content),
                    statement != null && statement.hasByproduct(Sha256.hex(content)));
        } catch (IOException e) {
            return new VerificationReport.Sbom(
                    ForeignText.oneLine(String.valueOf(file.getFileName()), MAX_SHOWN), 0, false);
        }
    }

    private static int components(byte[] content) {
        try {
            JsonNode document = Json.mapper().readTree(content);
            return document.path("components").size();
        } catch (IOException e) {
            return 0;
        }
    }

    private Path beside(String extension) {
        return packageFile.resolveSibling(identity.id() + "-" + identity.version() + extension);
    }

    private String digest() throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[128 << 10];
        try (InputStream in = Files.newInputStream(packageFile)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }

    private static Check passed(String detail) {
        return new Check(Aspect.PROVENANCE, true, detail);
    }

    private static Check failed(String detail) {
        return new Check(Aspect.PROVENANCE, false, detail);
    }

    private static String shown(String foreign) {
        return ForeignText.oneLine(foreign, MAX_SHOWN);
    }
}
