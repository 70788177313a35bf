package io.powerx.publish.sandbox.section;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.evidence.Components;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sign.VerificationReport;

/** The bill of materials. */
public final class ComponentsSection {
    private ComponentsSection() {}

    public static void write(Html html, VersionView view) {
        Sections.begin(html, "sbom");
        Components components = view.components().content();
        if (components == null) {
            String problem = view.components().problem();
            html.leaf(
                    "p",
                    problem == null
                            ? "The publisher sent no bill of materials."
                            : "The bill of materials cannot be read: " + problem + ".",
                    "class",
                    "notice warn");
            html.close();
            return;
        }
        html.leaf(
                "p",
                "CycloneDX " + components.specVersion() + ", " + Quantities.count(components.count(), "component")
                        + (components.complete() ? ". " : ", incomplete. ") + origin(view));
        if (!components.shown().isEmpty()) {
            list(html, components);
        }
        html.close();
    }

    private static String origin(VersionView view) {
        VerificationReport report = view.pack() == null ? null : view.pack().verification();
        VerificationReport.Sbom sbom = report == null ? null : report.sbom();
        return sbom != null && sbom.confirmed()
                ? "The signed provenance contains its digest."
                : "No signature covers it.";
    }

    private static void list(Html html, Components components) {
        Sections.fold(html, Quantities.count(components.count(), "component"), components.count() <= 15);
        Layout.table(html, "Components", "Name", "Version", "Scope", "Licenses");
        for (Components.Part part : components.shown()) {
            html.open("tr");
            html.open("td").leaf("code", part.name(), "title", part.purl()).close();
            html.leaf("td", part.version());
            html.leaf("td", part.scope());
            html.leaf("td", part.licenses().isEmpty() ? "not stated" : part.licenses());
            html.close();
        }
        html.close(3);
        if (components.count() > components.shown().size()) {
            html.leaf(
                    "p",
                    "The document lists "
                            + (components.count() - components.shown().size()) + " more.",
                    "class",
                    "quiet");
        }
        html.close();
    }
}
