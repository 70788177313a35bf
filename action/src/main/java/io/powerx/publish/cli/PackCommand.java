package io.powerx.publish.cli;

import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.json.Json;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.ManifestSignature;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.workbench.LocalWorkbench;
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
        return List.of(
                Extra.flag(LIST, "List the files that are packed and those that are not, without writing anything."));
    }

    @Override
    public List<String> remarks() {
        return List.of("Without a signing key or service, the package is not signed, and a warning is shown.");
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
        LocalWorkbench workbench = new LocalWorkbench(invocation.project(), ProjectFiles.output(invocation));
        PackRequest request = Inspected.read(workbench, notes(invocation))
                .packRequest(
                        file,
                        invocation.config().number(Setting.SOURCE_DATE_EPOCH).orElse(null));
        PackagePlan plan = workbench.plan(request);
        if (invocation.extra(LIST).isPresent()) {
            invocation.console().result(invocation.json() ? Json.writePretty(contents(plan)) : list(plan));
            return 0;
        }
        PackedArtifacts packed = workbench.pack(request, plan, signature(invocation, plan));
        invocation.console().result(invocation.json() ? Json.writePretty(result(plan, packed)) : text(plan, packed));
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

    private static Map<String, Object> contents(PackagePlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("contentDigest", plan.contentDigest());
        fields.put("entries", plan.entries());
        fields.put("leftOut", plan.leftOut());
        return fields;
    }

    private static Map<String, Object> result(PackagePlan plan, PackedArtifacts packed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("contentDigest", plan.contentDigest());
        fields.put("artifacts", packed.all());
        return fields;
    }

    private static String list(PackagePlan plan) {
        StringBuilder text = new StringBuilder();
        for (PackageEntry entry : plan.entries()) {
            text.append(entry.executable() ? "x " : "  ")
                    .append("%10s  ".formatted(Quantities.size(entry.size())))
                    .append(ForeignText.oneLine(entry.path(), LONGEST))
                    .append('\n');
        }
        for (ExcludedFile leftOut : plan.leftOut()) {
            text.append("- ")
                    .append(ForeignText.oneLine(leftOut.path(), LONGEST))
                    .append(": ")
                    .append(ForeignText.oneLine(leftOut.reason(), LONGEST))
                    .append('\n');
        }
        return text.append("content digest ").append(plan.contentDigest()).toString();
    }

    private static String text(PackagePlan plan, PackedArtifacts packed) {
        Artifact artifact = packed.packageFile().artifact();
        StringBuilder text = new StringBuilder("Packed %s into %s (%s)"
                .formatted(
                        Quantities.count(plan.entries().size(), "file"),
                        packed.packageFile().file(),
                        Quantities.size(artifact.size())));
        ReceiptText.line(text, "sha256", artifact.sha256());
        ReceiptText.line(text, "content digest", plan.contentDigest());
        return text.toString();
    }
}
