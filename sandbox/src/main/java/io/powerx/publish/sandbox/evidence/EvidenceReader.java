package io.powerx.publish.sandbox.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.diff.PackageComparison;
import io.powerx.publish.diff.PackageDiff;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.provenance.ProvenanceStatement;
import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sbom.BillOfMaterials;
import io.powerx.publish.sign.PackageVerifier;
import io.powerx.publish.sign.TrustAnchors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what was uploaded with a version. Everything in it is foreign, and bounded before it is read. */
public final class EvidenceReader {
    private static final long MAX_PACKAGE = 256L << 20;
    private static final int MAX_DOCUMENT = 8 << 20;

    private final Backend backend;
    private final RecentResults<PackageKey, PackageView> packages = new RecentResults<>();
    private final RecentResults<PairKey, Comparison> comparisons = new RecentResults<>();

    /** @param anchors the trusted signers, which may change while the sandbox runs */
    private record PackageKey(String publishId, int ordinal, String anchors) {}

    private record PairKey(String from, String to, int ordinal) {}

    public EvidenceReader(Backend backend) {
        this.backend = backend;
    }

    /** The packages of a version, one for each platform, in the order of their announcement. */
    public static List<ArtifactRow> packages(PublishRecord publish) {
        return publish.artifacts().stream()
                .filter(artifact -> artifact.role().equals("package"))
                .toList();
    }

    /** Reads and verifies a package of an uploaded version. */
    public PackageView read(PublishRecord publish, ArtifactRow artifact) throws IOException {
        if (artifact.size() > MAX_PACKAGE) {
            return PackageView.unread(artifact.name(), tooLarge(artifact));
        }
        PackageKey key = new PackageKey(publish.row().publishId(), artifact.ordinal(), anchors());
        PackageView known = packages.get(key);
        if (known != null) {
            return known;
        }
        PackageView view;
        try (StoredFiles files = new StoredFiles(backend.blobs())) {
            Path file = files.add(publish, artifact, artifact.name());
            String base = publish.row().pluginId() + "-" + publish.row().version();
            addEvidence(files, publish, artifact, "provenance", base + ProvenanceStatement.EXTENSION);
            addEvidence(files, publish, artifact, "sbom", base + BillOfMaterials.EXTENSION);
            PackageContents contents = PackageReader.read(file);
            view = contents.problems().isEmpty()
                    ? new PackageView(
                            artifact.name(),
                            null,
                            contents.entries(),
                            text(contents.manifest()),
                            new PackageVerifier(backend.clock()).verify(file, TrustAnchors.parsePem(key.anchors())))
                    : PackageView.unread(artifact.name(), String.join("; ", contents.problems()));
        } catch (PublishException e) {
            view = PackageView.unread(artifact.name(), e.found());
        }
        packages.put(key, view);
        return view;
    }

    private String anchors() throws IOException {
        try {
            return backend.trust().anchorsPem();
        } catch (GeneralSecurityException e) {
            throw new IOException("the trusted certificates cannot be read", e);
        }
    }

    /** @param pack whose name, which the publisher chose, may be the one that the evidence needs */
    private static void addEvidence(
            StoredFiles files, PublishRecord publish, ArtifactRow pack, String role, String name) throws IOException {
        Optional<ArtifactRow> artifact = first(publish, role);
        if (artifact.isPresent() && artifact.get().size() <= MAX_DOCUMENT && !name.equals(pack.name())) {
            files.add(publish, artifact.get(), name);
        }
    }

    /** The precheck report. */
    public Document<PrecheckFindings> findings(PublishRecord publish) throws IOException {
        return document(publish, "report", PrecheckFindings::of);
    }

    /** The bill of materials. */
    public Document<Components> components(PublishRecord publish) throws IOException {
        return document(publish, "sbom", Components::of);
    }

    private <T> Document<T> document(PublishRecord publish, String role, Function<JsonNode, T> reader)
            throws IOException {
        ArtifactRow artifact = first(publish, role).orElse(null);
        if (artifact == null || !publish.isUploaded()) {
            return Document.none();
        }
        if (artifact.size() > MAX_DOCUMENT) {
            return new Document<>(null, tooLarge(artifact));
        }
        try (InputStream in = backend.blobs().read(publish.filesOf(artifact))) {
            JsonNode json = Json.mapper().readTree(in.readNBytes(MAX_DOCUMENT));
            return json == null || !json.isObject()
                    ? new Document<>(null, "it is not a JSON object")
                    : new Document<>(reader.apply(json), null);
        } catch (JsonProcessingException e) {
            return new Document<>(null, "it is not JSON");
        }
    }

    /**
     * Compares a package with that of the approved version.
     *
     * @param base null if no version was approved before
     */
    public Comparison compare(@Nullable PublishRecord base, PublishRecord publish, ArtifactRow artifact)
            throws IOException {
        if (base == null) {
            return new Comparison(null, null, null);
        }
        ArtifactRow before = samePlatform(base, artifact).orElse(null);
        if (before == null) {
            return new Comparison(base, null, "it has no package for the same platform");
        }
        if (Math.max(before.size(), artifact.size()) > MAX_PACKAGE) {
            return new Comparison(base, null, tooLarge(before.size() > artifact.size() ? before : artifact));
        }
        PairKey key = new PairKey(base.row().publishId(), publish.row().publishId(), artifact.ordinal());
        Comparison known = comparisons.get(key);
        if (known != null) {
            return known;
        }
        Comparison comparison;
        try (StoredFiles files = new StoredFiles(backend.blobs())) {
            PackageDiff diff =
                    PackageComparison.of(files.add(base, before, "before"), files.add(publish, artifact, "after"));
            comparison = new Comparison(base, diff, null);
        } catch (PublishException e) {
            comparison = new Comparison(base, null, e.found());
        }
        comparisons.put(key, comparison);
        return comparison;
    }

    private static Optional<ArtifactRow> samePlatform(PublishRecord base, ArtifactRow artifact) {
        return packages(base).stream()
                .filter(candidate -> platform(candidate).equals(platform(artifact)))
                .findFirst();
    }

    /** The platform of a package; {@code any} if it states none. */
    public static String platform(ArtifactRow artifact) {
        return artifact.platform() == null ? "any" : artifact.platform();
    }

    private static Optional<ArtifactRow> first(PublishRecord publish, String role) {
        return publish.artifacts().stream()
                .filter(artifact -> artifact.role().equals(role))
                .findFirst();
    }

    private static String tooLarge(ArtifactRow artifact) {
        return artifact.name() + " has " + Quantities.size(artifact.size()) + ", which is more than the console reads";
    }

    private static @Nullable String text(byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            return null;
        }
        try {
            return Utf8.decode(bytes);
        } catch (Utf8.MalformedTextException e) {
            return null;
        }
    }
}
