package io.powerx.publish.marketplace.core;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.SignatureBlock;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts publishes to request bodies and labels of PowerX core's registry. */
final class CoreRequestBody {
    private static final int SHOWN_TENANT = 128;

    private CoreRequestBody() {}

    /**
     * The body for the current version of the registry; with the tenant added, earlier ones read it as well. Of {@code metadata} the
     * registry keeps only the commit, so the identity of the publish is in labels.
     */
    static Map<String, Object> body(PublishRequest request, CoreSettings settings) {
        ReleaseMetadata metadata = request.metadata();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pluginId", metadata.pluginId());
        body.put("version", metadata.version());
        body.put("channel", metadata.channel().wireName());
        body.put("buildArtifactUri", location(artifact(request, ArtifactRole.PACKAGE)));
        Optional<String> commit = Optional.ofNullable(metadata.build()).map(ReleaseMetadata.Build::commit);
        commit.ifPresent(hash -> body.put("commitHash", hash));
        if (metadata.releaseNotes() != null) {
            body.put("releaseNotes", metadata.releaseNotes().text());
        }
        body.put("labels", labels(request, settings));
        Map<String, String> facts = new LinkedHashMap<>();
        commit.ifPresent(hash -> facts.put("commitHash", hash));
        facts.put("cliVersion", ClientVersion.current());
        body.put("metadata", facts);
        body.put("approvalContext", "ci");
        return body;
    }

    /** The package's URL; without the publisher's own store, a URI derived from its digest (RFC 6920). */
    private static String location(Artifact artifact) {
        return artifact.url() != null
                ? artifact.url()
                : "ni:///sha-256;"
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(HexFormat.of().parseHex(artifact.sha256()));
    }

    static Map<String, String> labels(PublishRequest request, CoreSettings settings) {
        ReleaseMetadata metadata = request.metadata();
        Artifact packed = artifact(request, ArtifactRole.PACKAGE);
        Artifact integrity = artifact(request, ArtifactRole.INTEGRITY);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Candidate.CHANNEL, metadata.channel().wireName());
        labels.put(Candidate.REQUEST_ID, request.publishRequestId().toString());
        labels.put(Candidate.CONTENT_DIGEST, integrity.sha256());
        labels.put(Candidate.INTEGRITY_NAME, integrity.name());
        labels.put(Candidate.PACKAGE_NAME, packed.name());
        labels.put(Candidate.PACKAGE_SHA256, packed.sha256());
        Double measured = metadata.quality() == null ? null : metadata.quality().lineCoverage();
        Double coverage = measured == null ? settings.coverage() : measured;
        if (coverage != null) {
            // Rounded down, so that a value just below the threshold does not reach it.
            labels.put(Candidate.COVERAGE, String.format(Locale.ROOT, "%.2f", Math.floor(coverage * 100) / 100));
        }
        request.signatures().stream()
                .map(SignatureBlock::publicKey)
                .filter(key -> key != null)
                .findFirst()
                .ifPresent(key -> labels.put(Candidate.SIGNING_KEY, CoreIntake.keyId(key, settings)));
        return labels;
    }

    static Artifact artifact(PublishRequest request, ArtifactRole role) {
        return request.artifacts().stream()
                .filter(artifact -> artifact.role() == role)
                .findFirst()
                .orElseThrow();
    }

    /** The changes that give a candidate the content of the request. The registry cannot change the commit of a candidate. */
    static Map<String, Object> correction(PublishRequest request, Map<String, String> labels) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("buildArtifactUri", location(artifact(request, ArtifactRole.PACKAGE)));
        if (request.metadata().releaseNotes() != null) {
            changes.put("releaseNotes", request.metadata().releaseNotes().text());
        }
        changes.put("labels", labels);
        return changes;
    }

    /** A copy of the candidate with those labels. */
    static Candidate relabelled(Candidate candidate, Map<String, String> labels) {
        return new Candidate(
                candidate.id(),
                candidate.tenant(),
                candidate.pluginId(),
                candidate.version(),
                candidate.commit(),
                candidate.notes(),
                candidate.gateStatus(),
                candidate.approvalStatus(),
                candidate.approvedAt(),
                Map.copyOf(labels),
                candidate.packages(),
                candidate.packageStatus());
    }

    static PublishException conflict(PublishRequest request, Candidate holder, boolean severalTenants) {
        String digest = holder.label(Candidate.CONTENT_DIGEST);
        String ours = artifact(request, ArtifactRole.INTEGRITY).sha256();
        String found;
        if (digest.isEmpty()) {
            found = "it was registered by another tool, so its content is unknown";
        } else if (digest.equals(ours)) {
            found = "it has the same content on the channel " + holder.label(Candidate.CHANNEL);
        } else {
            found = "its content digest is " + digest + ", and the project's is " + ours;
            if (holder.lacksPackage()) {
                return refusal(
                        ErrorCode.PUBLISH_IN_PROGRESS,
                        holder,
                        found + "; its package was never delivered",
                        Publish.withdrawAdvice(holder.id()));
            }
        }
        return severalTenants
                ? refusal(
                        ErrorCode.VERSION_CONFLICT,
                        holder,
                        found + "; several tenants have it",
                        "Specify your tenant with {tenant}.")
                : refusal(ErrorCode.VERSION_CONFLICT, holder, found, null);
    }

    /**
     * Throws if the registry registered the candidate for another tenant than the configured one: searches for that tenant would never
     * find it.
     */
    static void requireTenant(Candidate created, @Nullable String tenant, Redactor redactor) {
        if (tenant != null && !created.tenant().isEmpty() && !created.tenant().equals(tenant)) {
            throw PublishException.of(
                            ErrorCode.OPTION_INVALID,
                            "register " + created.pluginId() + " " + created.version() + " for the chosen tenant",
                            "the token belongs to the tenant "
                                    + ForeignText.oneLine(created.tenant(), SHOWN_TENANT, redactor)
                                    + ", where release candidate " + created.id()
                                    + " is now")
                    .advice("Specify that tenant with {tenant}, or omit it.")
                    .publishId(created.id());
        }
    }

    static PublishException overwritten(Candidate candidate) {
        return refusal(
                ErrorCode.VERSION_CONFLICT,
                candidate,
                "another publish has overwritten it while this one ran; two jobs publish the same version",
                null);
    }

    private static PublishException refusal(ErrorCode code, Candidate holder, String found, @Nullable String advice) {

        return PublishException.of(
                        code,
                        "register " + holder.pluginId() + " " + holder.version(),
                        "release candidate " + holder.id() + " has that version: " + found)
                .advice(advice)
                .publishId(holder.id());
    }
}
