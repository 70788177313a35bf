package io.powerx.publish.cli;

import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.json.Json;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageListing;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.ManifestSignature;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.workbench.LocalWorkbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the package that a publish would upload. */
final class PackCommand implements PxCommand {
    private static final String LIST = "--list";
    private static final int LONGEST = 400;

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
                "Without a signing key or service, the package is not signed, and a warning is shown.",
                "In the list, x marks executable files, - files that are not packed, and ! files because of which nothing"
                        + " can be packed (exit code 7).");
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
        PackRequest request = Inspected.read(workbench, notes(invocation))
                .packRequest(
                        file,
                        invocation.config().number(Setting.SOURCE_DATE_EPOCH).orElse(null));
        if (invocation.extra(LIST).isPresent()) {
            PackageListing listing = workbench.list(request);
            invocation.console().result(invocation.json() ? Json.writePretty(listing) : text(listing));
            return listing.refused().isEmpty() ? 0 : ErrorCode.PACKAGE_CONTENT_REFUSED.exitCode();
        }
        PackagePlan plan = workbench.plan(request);
        Path target = ProjectFiles.output(invocation)
                .resolve(ArtifactNames.of(request).packageName());
        boolean replaced = Files.exists(target);
        PackedArtifacts packed = workbench.pack(request, plan, signature(invocation, plan));
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(result(plan, packed, replaced))
                                : text(plan, packed, replaced));
        return 0;
    }

    static @Nullable String notes(Invocation invocation) {
        return invocation
                .config()
                .path(Setting.NOTES, invocation.folders())
                .map(Object::toString)
                .orElse(null);
    }

    private static byte[] signature(Invocation invocation, PackagePlan plan) {
        PublishOptionsMapper mapper = invocation.mapper();
        SigningSettings settings = mapper.signing();
        if (settings.key() == null && settings.endpoint() == null) {
            invocation
                    .console()
                    .note(
                            Level.WARNING,
                            "there is no signing key, so the package has no signature; set PX_SIGNING_KEY");
            return new byte[0];
        }
        return ManifestSignature.encode(Signers.of(
                        settings,
                        null,
                        invocation.host().clock(),
                        () -> Signers.Connection.open(mapper.http(), invocation.timing(), invocation.listener()))
                .sign(plan.integrity()));
    }

    private static Map<String, Object> result(PackagePlan plan, PackedArtifacts packed, boolean replaced) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("contentDigest", plan.contentDigest());
        fields.put("artifacts", packed.all());
        fields.put("replaced", replaced);
        return fields;
    }

    private static String text(PackageListing listing) {
        StringBuilder text = new StringBuilder();
        for (PackageListing.Item item : listing.packed()) {
            text.append(item.executable() ? "x " : "  ")
                    .append("%10s  ".formatted(Quantities.size(item.size())))
                    .append(shown(item.path(), item.reason()));
        }
        for (ExcludedFile leftOut : listing.leftOut()) {
            text.append("- ").append(shown(leftOut.path(), leftOut.reason()));
        }
        for (RejectedFile refused : listing.refused()) {
            text.append("! ").append(shown(refused.path(), refused.reason()));
        }
        return text.append(
                        listing.contentDigest() == null
                                ? "Nothing can be packed because of "
                                        + Quantities.count(listing.refused().size(), "file") + " marked with !"
                                : "content digest " + listing.contentDigest())
                .toString();
    }

    private static String shown(String path, @Nullable String reason) {
        String name = ForeignText.oneLine(path, LONGEST);
        return (reason == null ? name : name + ": " + ForeignText.oneLine(reason, LONGEST)) + "\n";
    }

    private static String text(PackagePlan plan, PackedArtifacts packed, boolean replaced) {
        Artifact artifact = packed.packageFile().artifact();
        StringBuilder text = new StringBuilder("Packed %s (%s) into %s%s"
                .formatted(
                        Quantities.count(plan.entries().size(), "file"),
                        Quantities.size(artifact.size()),
                        packed.packageFile().file(),
                        replaced ? ", replacing an earlier package" : ""));
        ReceiptText.line(text, "sha256", artifact.sha256());
        ReceiptText.line(text, "content digest", plan.contentDigest());
        return text.toString();
    }
}
