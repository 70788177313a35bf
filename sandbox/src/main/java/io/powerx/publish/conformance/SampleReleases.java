package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.write.ArtifactBuilder;
import io.powerx.publish.release.PublishRequestId;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.ManifestSignature;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningContext;
import io.powerx.publish.sign.SigningSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates small plugins, packed and signed like a publish. */
final class SampleReleases implements AutoCloseable {
    private final ConformanceTarget target;
    private final Path folder;
    private Signers.@Nullable Connection signingService;

    SampleReleases(ConformanceTarget target) {
        this.target = target;
        try {
            this.folder = Files.createTempDirectory("px-conformance-");
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** An id that no other check and no other run uses. */
    String newPluginId() {
        return target.pluginPrefix() + "."
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** @param content distinguishes releases of the same version */
    SampleRelease release(String pluginId, String version, Channel channel, String content) {
        try {
            Path project = Files.createTempDirectory(folder, "plugin-");
            Files.writeString(
                    project.resolve("plugin.yaml"),
                    "id: " + pluginId + "\nname: Conformance check\nversion: " + version + "\n");
            Files.createDirectories(project.resolve("assets"));
            Files.writeString(project.resolve("assets/content.txt"), content + "\n");
            return packed(project, pluginId, version, channel);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    private SampleRelease packed(Path project, String pluginId, String version, Channel channel) throws IOException {
        ArtifactBuilder builder = new ArtifactBuilder(project);
        PackRequest pack = new PackRequest(
                pluginId, version, PackageFormat.PXP, CompressionLevel.BALANCED, List.of(), List.of(), List.of(), null);
        PackagePlan plan = builder.plan(pack);
        DetachedSignature signature = signature(plan, pluginId, version, channel);
        byte[] inside = signature == null ? new byte[0] : ManifestSignature.encode(signature);
        SampleRelease release = new SampleRelease(announcement(pluginId, version, channel, plan));
        for (PackedArtifact artifact :
                builder.pack(pack, plan, inside, project.resolve("dist")).all()) {
            release.with(
                    artifact.artifact().name(),
                    artifact.artifact().role().wireName(),
                    Files.readAllBytes(Path.of(artifact.file())));
            boolean list = artifact.artifact().role().wireName().equals("integrity");
            if (signature != null && list) {
                announce(release, artifact.artifact().name(), signature);
            }
        }
        return release;
    }

    private @Nullable DetachedSignature signature(PackagePlan plan, String pluginId, String version, Channel channel) {
        SigningSettings signing = target.signing();
        return signing == null
                ? null
                : Signers.of(
                                signing,
                                new SigningContext(pluginId, version, channel.wireName(), plan.contentDigest()),
                                target.timing().clock(),
                                this::signingService)
                        .sign(plan.integrity());
    }

    private Signers.Connection signingService() {
        if (signingService == null) {
            signingService = Signers.Connection.open(
                    target.http(), Objects.requireNonNull(target.signing()), target.timing(), PublishListener.NONE);
        }
        return signingService;
    }

    private static void announce(SampleRelease release, String artifact, DetachedSignature signature) {
        ObjectNode block = release.request()
                .withArray("signatures")
                .addObject()
                .put("artifact", artifact)
                .put("format", signature.format().wireName())
                .put("algorithm", signature.algorithm())
                .put("value", Base64.getEncoder().encodeToString(signature.value()));
        if (!signature.certificateChainPem().isEmpty()) {
            ArrayNode chain = block.putArray("certificateChain");
            signature.certificateChainPem().forEach(chain::add);
        }
    }

    private static ObjectNode announcement(String pluginId, String version, Channel channel, PackagePlan plan) {
        ObjectNode request = Json.mapper().createObjectNode();
        request.put(
                "publishRequestId",
                PublishRequestId.of(pluginId, version, channel, plan.contentDigest())
                        .toString());
        ObjectNode metadata = request.putObject("metadata");
        metadata.put("pluginId", pluginId);
        metadata.put("name", "Conformance check");
        metadata.put("version", version);
        metadata.put("channel", channel.wireName());
        metadata.putArray("permissions");
        metadata.putArray("dependencies");
        metadata.putObject("releaseNotes").put("format", "markdown").put("text", "A check of the publishing contract.");
        metadata.putObject("risk").put("level", "low").putArray("reasons");
        metadata.putObject("rollout").put("strategy", "direct");
        request.putArray("artifacts");
        request.putArray("signatures");
        return request;
    }

    private static PublishException storage(IOException e) {
        return IoFailure.error(ErrorCode.STORAGE_FAILED, "create a plugin to publish", e);
    }

    @Override
    public void close() {
        if (signingService != null) {
            HttpClients.close(signingService.client());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw storage(e);
        }
    }
}
