package io.powerx.publish.sandbox.section;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sign.VerificationReport;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import org.jspecify.annotations.Nullable;

/** Where the package was built. */
public final class ProvenanceSection {
    private ProvenanceSection() {}

    public static void write(Html html, VersionView view) {
        Sections.begin(html, "provenance");
        VerificationReport report = view.pack() == null ? null : view.pack().verification();
        VerificationReport.Provenance provenance = report == null ? null : report.provenance();
        if (provenance == null) {
            without(html, view, report);
        } else {
            html.leaf("p", "Signed by the signer of the package, and about this package.", "class", "notice ok");
            html.open("dl", "class", "facts");
            Layout.fact(html, "Builder", provenance.builder());
            Layout.fact(html, "Source", provenance.source());
            Layout.fact(html, "Commit", provenance.commit());
            Layout.fact(html, "Job", provenance.invocation());
            Layout.fact(html, "Document", provenance.file());
            html.close();
        }
        html.close();
    }

    private static void without(Html html, VersionView view, @Nullable VerificationReport report) {
        boolean published = view.publish().artifacts().stream()
                .anyMatch(artifact -> artifact.role().equals("provenance"));
        String detail = report == null
                ? "the package was not examined"
                : report.checks().stream()
                        .filter(check -> check.aspect() == Aspect.PROVENANCE)
                        .findFirst()
                        .map(Check::detail)
                        .orElse("");
        html.leaf(
                "p",
                published
                        ? "The provenance is not verified: " + detail + "."
                        : "The publisher sent none, so it is not known where the package was built.",
                "class",
                published ? "notice bad" : "notice warn");
    }
}
