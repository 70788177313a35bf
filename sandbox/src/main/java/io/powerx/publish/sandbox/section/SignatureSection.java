package io.powerx.publish.sandbox.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.html.Words;
import io.powerx.publish.sign.VerificationReport;

/** The verified signatures and their certificates. */
public final class SignatureSection {
    private SignatureSection() {}

    public static void write(Html html, VersionView view) {
        Sections.begin(html, "signature");
        JsonNode signatures = view.checks().path("signatures");
        if (!view.publish().isUploaded()) {
            html.leaf("p", "Signatures are verified when the upload is complete.", "class", "notice");
        } else if (signatures.isEmpty()) {
            html.leaf("p", "This version is not signed.", "class", "notice warn");
        } else if (view.packageSignature().isEmpty()) {
            html.leaf("p", "The package is not signed, only other files of this version are.", "class", "notice warn");
        }
        for (JsonNode signature : signatures) {
            signature(html, signature);
        }
        packages(html, view);
        timestamp(html, view);
        html.close();
    }

    private static void signature(Html html, JsonNode signature) {
        html.open("p", "class", "notice ok")
                .text("Verified: " + signature.path("algorithm").asText() + " over ");
        html.leaf("code", signature.path("artifact").asText());
        html.text(", format " + signature.path("format").asText() + ".").close();
        if (signature.path("chain").isEmpty()) {
            return;
        }
        html.open("ol", "class", "chain");
        for (JsonNode certificate : signature.path("chain")) {
            html.open("li").leaf("strong", certificate.path("subject").asText());
            html.open("dl", "class", "facts");
            Layout.fact(html, "Issued by", certificate.path("issuer").asText());
            Layout.fact(
                    html,
                    "Valid",
                    Words.foreignTime(certificate.path("notBefore").asText()) + " to "
                            + Words.foreignTime(certificate.path("notAfter").asText()));
            Layout.fact(html, "Serial number", certificate.path("serialNumber").asText());
            html.close(2);
        }
        html.close();
    }

    private static void packages(Html html, VersionView view) {
        if (view.checks().path("packages").isEmpty()) {
            return;
        }
        html.open("ul");
        for (JsonNode content : view.checks().path("packages")) {
            String words =
                    switch (content.path("outcome").asText()) {
                        case "matches" -> "contains exactly the files of its integrity list.";
                        case "no_list" -> "has no integrity list.";
                        default -> "is not an archive that the sandbox can read.";
                    };
            html.open("li")
                    .leaf("code", content.path("artifact").asText())
                    .text(" " + words)
                    .close();
        }
        html.close();
    }

    private static void timestamp(Html html, VersionView view) {
        VerificationReport report = view.pack() == null ? null : view.pack().verification();
        VerificationReport.Timestamp timestamp = report == null ? null : report.timestamp();
        if (timestamp != null) {
            html.leaf(
                    "p",
                    timestamp.authority() + " confirms that the package was signed at " + Words.time(timestamp.time())
                            + ".");
        }
    }
}
