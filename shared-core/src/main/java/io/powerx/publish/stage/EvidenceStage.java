package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.report.JsonReport;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.provenance.ProvenanceStatement;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sbom.BillOfMaterials;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the evidence on which reviewers base their decision next to the package: the precheck report, the bill of materials and the provenance. The
 * provenance is signed on the machine with the key.
 */
final class EvidenceStage extends ChangingStage<Packed, Packed> {
    static final String REPORT_EXTENSION = ".precheck.json";
    private static final String REPORT_MEDIA_TYPE = "application/json";

    private final ReleaseSignatures signatures;
    private final ReleaseMetadata metadata;

    /** @param signatures of the packages */
    EvidenceStage(ReleaseSignatures signatures, ReleaseMetadata metadata) {
        super("evidence", "Describe the build");
        this.signatures = signatures;
        this.metadata = metadata;
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        List<String> lines = new ArrayList<>();
        if (content.checked().report() != null) {
            lines.add("write the precheck report");
        }
        lines.add("write the SBOM (CycloneDX " + BillOfMaterials.SPEC_VERSION + ")");
        lines.add("write and sign the provenance (SLSA v1), built by "
                + BuildOrigins.of(metadata.build()).builder());
        return lines;
    }

    @Override
    StageResult<Packed> run(PublishContext context, Packed packed) {
        Hashed hashed = packed.hashed();
        List<PackRequest> requests = hashed.checked().packRequests();
        PackRequest request = requests.get(0);
        BillOfMaterials bill = context.workbench().bill(requests, hashed.plan());
        bill.problems()
                .forEach(problem -> context.report(new PublishEvent.Note(PublishEvent.Note.Level.WARNING, problem)));
        List<PackedArtifact> written = new ArrayList<>();
        PrecheckReport report = hashed.checked().report();
        if (report != null) {
            written.add(context.workbench()
                    .write(
                            ArtifactNames.of(request, REPORT_EXTENSION),
                            ArtifactRole.REPORT,
                            REPORT_MEDIA_TYPE,
                            json(report, context.redactor())));
        }
        written.add(context.workbench()
                .write(
                        ArtifactNames.of(request, BillOfMaterials.EXTENSION),
                        ArtifactRole.SBOM,
                        BillOfMaterials.MEDIA_TYPE,
                        bill.json()));
        PackedArtifacts described = packed.artifacts().and(written);
        PackedArtifact provenance = context.workbench()
                .write(
                        ArtifactNames.of(request, ProvenanceStatement.EXTENSION),
                        ArtifactRole.PROVENANCE,
                        ProvenanceStatement.MEDIA_TYPE,
                        signed(context, hashed, described));
        written.add(provenance);
        written.forEach(artifact -> context.record("packed", artifact.facts()));
        return new StageResult<>(
                new Packed(hashed, described.and(List.of(provenance))),
                Quantities.count(bill.components(), "component") + ", built by "
                        + BuildOrigins.of(metadata.build()).builder());
    }

    /**
     * The report without rules about the registry, which knows its own state: a publish that is repeated must send the same report. Remedies
     * are in the words of a shell, like those of the reference pages.
     */
    private static byte[] json(PrecheckReport report, Redactor redactor) {
        Set<String> aboutRegistry = RuleCatalogue.all().stream()
                .filter(Rule::asksRegistry)
                .map(Rule::id)
                .collect(Collectors.toUnmodifiableSet());
        PrecheckReport lasting = report.without(aboutRegistry).worded(Vocabulary.SHELL);
        return redactor.redact(new JsonReport().render(lasting)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] signed(PublishContext context, Hashed hashed, PackedArtifacts artifacts) {
        Signer signer = context.signer(hashed);
        if (!signer.chain().equals(signatures.chain())) {
            throw PublishException.of(
                    ErrorCode.SIGNATURE_INVALID,
                    "sign the provenance",
                    "the signer's certificate has changed since the package was signed");
        }
        byte[] statement = ProvenanceStatement.write(
                new ProvenanceStatement.Release(
                        hashed.plugin().id(),
                        hashed.plugin().version(),
                        context.options().channel().wireName(),
                        hashed.plan().contentDigest(),
                        artifacts.artifacts(),
                        ClientVersion.current()),
                BuildOrigins.of(metadata.build()));
        return signer.signEnvelope(ProvenanceStatement.PAYLOAD_TYPE, statement);
    }
}
