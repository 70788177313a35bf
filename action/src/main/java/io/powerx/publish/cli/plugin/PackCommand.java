package io.powerx.publish.cli.plugin;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.text.LabeledLines;
import io.powerx.publish.cli.text.ReceiptText;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageListing;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.sign.ManifestSignature;
import io.powerx.publish.sign.Signer;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.workbench.LocalWorkbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the package that a publish would upload. */
public final class PackCommand implements PxCommand {
    private static final String LIST = "--list";

    @Override
    public String name() {
        return "pack";
    }

    @Override
    public String summary() {
        return "Build the package that publish would upload.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(
                CommandSettings.PLUGIN, List.of(Setting.NOTES, Setting.OUTPUT, Setting.LEVEL), CommandSettings.SIGNING);
    }

    @Override
    public List<Extra> extras() {
        return List.of(Extra.flag(
                LIST,
                "List the files that are packed and those that are not, with reasons, without writing anything."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Patterns in artifacts.include that match no packed file are reported as in precheck (PX-F014); the package is built nevertheless.",
                "Without a signing key or service, the package is not signed, and a warning is shown.",
                "In the list, x marks executable files, - marks files that are not packed, and ! marks files that prevent packing"
                        + " (exit code 7).");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin pack", "write the package to dist in the project"),
                new Example("px-plugin pack --list --project my-plugin", "list what would be packed"));
    }

    @Override
    public int run(Invocation invocation) {
        PublishFile file = ProjectFiles.validFile(invocation);
        LocalWorkbench workbench = ProjectFiles.workbench(invocation);
        List<PackRequest> requests = Inspected.read(workbench, notes(invocation))
                .packRequests(
                        file,
                        invocation.config().number(Setting.SOURCE_DATE_EPOCH).orElse(null));
        reportPatterns(invocation, file, workbench, requests);
        if (invocation.extra(LIST).isPresent()) {
            return list(invocation, workbench.list(requests));
        }
        ReleasePlan plan = workbench.plan(requests);
        Path output = ProjectFiles.output(invocation);
        boolean replaced = requests.stream()
                .map(request -> ArtifactNames.of(request).packageName())
                .anyMatch(name -> Files.exists(output.resolve(name)));
        List<byte[]> signatures = signatures(invocation, plan);
        List<PackedArtifact> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            all.addAll(workbench
                    .pack(requests.get(i), plan.packages().get(i), signatures.get(i))
                    .all());
        }
        PackedArtifacts packed = new PackedArtifacts(all);
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(result(plan, packed, replaced))
                                : text(plan, packed, replaced, invocation.messages()));
        return 0;
    }

    /** A pattern without a match is a mistake that the package does not show. */
    private static void reportPatterns(
            Invocation invocation, PublishFile file, LocalWorkbench workbench, List<PackRequest> requests) {
        if (file.artifacts().include().isEmpty()) {
            return;
        }
        List<Finding> findings = workbench.checkPatterns(new PrecheckRequest(
                invocation.config().choice(Setting.CHANNEL, Channel.class),
                invocation.host().clock().instant(),
                null,
                new PrecheckRequest.Configuration(file.document().texts(), 0, List.of(), List.of()),
                null,
                requests,
                null,
                null,
                List.of()));
        if (!findings.isEmpty()) {
            invocation.listener().on(new PublishEvent.FindingsReported(findings));
        }
    }

    private static int list(Invocation invocation, List<PackageListing> listings) {
        Object json = listings.size() == 1 ? listings.get(0) : Map.of("packages", listings);
        invocation
                .console()
                .result(invocation.json() ? Json.writePretty(json) : ListingText.of(listings, invocation.messages()));
        return listings.stream().allMatch(listing -> listing.refused().isEmpty())
                ? 0
                : ErrorCode.PACKAGE_CONTENT_REFUSED.exitCode();
    }

    static @Nullable String notes(Invocation invocation) {
        return invocation
                .config()
                .path(Setting.NOTES, invocation.folders())
                .map(Object::toString)
                .orElse(null);
    }

    /** One for each package; empty ones without a key. */
    private static List<byte[]> signatures(Invocation invocation, ReleasePlan plan) {
        PublishOptionsMapper mapper = invocation.mapper();
        SigningSettings settings = mapper.signing();
        if (settings.key() == null && settings.endpoint() == null) {
            invocation
                    .console()
                    .note(
                            Level.WARNING,
                            "there is no signing key, so the package has no signature; set PX_SIGNING_KEY");
            return plan.packages().stream().map(each -> new byte[0]).toList();
        }
        Signer signer = Signers.of(
                settings,
                null,
                invocation.host().clock(),
                () -> Signers.Connection.open(mapper.http(), settings, invocation.timing(), invocation.listener()));
        return plan.packages().stream()
                .map(each -> ManifestSignature.encode(signer.sign(each.integrity())))
                .toList();
    }

    private static Map<String, Object> result(ReleasePlan plan, PackedArtifacts packed, boolean replaced) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("contentDigest", plan.contentDigest());
        fields.put("artifacts", packed.all());
        fields.put("replaced", replaced);
        return fields;
    }

    private static String text(ReleasePlan plan, PackedArtifacts packed, boolean replaced, MessageCatalog messages) {
        LabeledLines text = ReceiptText.lines();
        for (int i = 0; i < plan.packages().size(); i++) {
            PackedArtifact file = packed.packages().get(i);
            Artifact artifact = file.artifact();
            text.heading(messages.text(
                    replaced && i == 0
                            ? "Packed {0} ({1}) into {2}, replacing an earlier package"
                            : "Packed {0} ({1}) into {2}",
                    messages.count(plan.packages().get(i).entries().size(), "file"),
                    Quantities.size(artifact.size()),
                    file.file()));
            text.add("sha256", artifact.sha256());
        }
        text.add(messages.text("content digest"), plan.contentDigest());
        return text.toString();
    }
}
