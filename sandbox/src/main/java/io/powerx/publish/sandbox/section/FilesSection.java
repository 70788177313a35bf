package io.powerx.publish.sandbox.section;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.PublishView;
import io.powerx.publish.sandbox.evidence.EvidenceReader;
import io.powerx.publish.sandbox.evidence.PackageView;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The uploaded artifacts, and the files in the package by folder. */
public final class FilesSection {
    private static final int MAX_SHOWN = 500;

    private final Html html;
    private final VersionView view;
    private int shown;

    private FilesSection(Html html, VersionView view) {
        this.html = html;
        this.view = view;
    }

    public static void write(Html html, VersionView view) {
        FilesSection section = new FilesSection(html, view);
        Sections.begin(html, "files");
        section.artifacts();
        section.platforms();
        section.contents();
        html.close();
    }

    private void artifacts() {
        Layout.table(html, "Artifacts", "Artifact", "Role", "Platform", "Size", "SHA-256");
        for (ArtifactRow artifact : view.publish().artifacts()) {
            html.open("tr").open("td");
            if (view.publish().isUploaded()) {
                html.link(PublishView.downloadPath(view.publish(), artifact), artifact.name());
            } else {
                html.text(artifact.name());
            }
            html.close();
            html.leaf("td", artifact.role());
            html.leaf("td", EvidenceReader.platform(artifact));
            html.leaf("td", Quantities.size(artifact.size()), "class", "number");
            html.open("td").leaf("code", artifact.sha256(), "class", "digest").close(2);
        }
        html.close(3);
    }

    private void platforms() {
        List<ArtifactRow> packages = EvidenceReader.packages(view.publish());
        ArtifactRow current = view.artifact();
        if (packages.size() < 2 || current == null) {
            return;
        }
        html.open("nav", "aria-label", "Platform", "class", "platforms").open("ul");
        for (ArtifactRow each : packages) {
            String path = view.path() + "?package=" + URLEncoder.encode(each.name(), StandardCharsets.UTF_8);
            html.open("li");
            if (each.equals(current)) {
                html.link(path, EvidenceReader.platform(each), "aria-current", "page");
            } else {
                html.link(path, EvidenceReader.platform(each));
            }
            html.close();
        }
        html.close(2);
    }

    private void contents() {
        PackageView pack = view.pack();
        if (pack == null) {
            return;
        }
        String problem = pack.problem();
        if (problem != null) {
            html.leaf("p", "The files of " + pack.artifact() + " are not listed: " + problem + ".", "class", "notice");
            return;
        }
        html.leaf("h3", "In " + pack.artifact());
        Map<String, List<PackageEntry>> folders = new LinkedHashMap<>();
        for (PackageEntry entry : pack.entries()) {
            folders.computeIfAbsent(folder(entry.path()), name -> new ArrayList<>())
                    .add(entry);
        }
        folders.forEach(this::folder);
        if (pack.entries().size() > shown) {
            html.leaf("p", "The package has " + (pack.entries().size() - shown) + " more.", "class", "quiet");
        }
    }

    private static String folder(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash + 1);
    }

    private void folder(String name, List<PackageEntry> entries) {
        if (shown == MAX_SHOWN) {
            return;
        }
        long bytes = entries.stream().mapToLong(PackageEntry::size).sum();
        Sections.fold(
                html,
                (name.isEmpty() ? "Top folder" : name) + ", " + Quantities.count(entries.size(), "file") + ", "
                        + Quantities.size(bytes),
                false);
        html.open("ul", "class", "filelist");
        for (PackageEntry entry : entries.subList(0, Math.min(entries.size(), MAX_SHOWN - shown))) {
            html.open("li").leaf("code", entry.path().substring(name.length()));
            html.leaf(
                    "span",
                    (entry.executable() ? "executable, " : "") + Quantities.size(entry.size()),
                    "class",
                    "quiet");
            html.close();
            shown++;
        }
        html.close(2);
    }
}
