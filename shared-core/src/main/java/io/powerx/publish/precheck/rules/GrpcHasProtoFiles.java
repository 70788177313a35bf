package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Callers of a gRPC API need its definitions. */
final class GrpcHasProtoFiles extends DescribedRule {
    private static final String POINTER = "/endpoints/grpc/proto_dir";

    /** The host also looks there. */
    private static final String DEFAULT_FOLDER = "contracts/proto";

    GrpcHasProtoFiles() {
        super(
                "PX-M018",
                "The package contains the .proto files of the gRPC API",
                "PowerX types.go, GRPCSpec; loader.go, contracts/proto",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().at("/endpoints/grpc/enabled").asBoolean(false)
                || plugin.text(POINTER).isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String declared = plugin.text(POINTER).orElse("");
        String folder = declared.isEmpty()
                ? DEFAULT_FOLDER
                : RuntimeNeed.normalized(declared).orElse("");
        // PX-M011 reports a folder that does not exist.
        if (folder.isEmpty() || Templates.isTemplate(declared) || hasProto(plugin, folder)) {
            return;
        }
        if (declared.isEmpty()) {
            findings.add(
                    "endpoints.grpc.enabled is true, but there is no endpoints.grpc.proto_dir and no contracts/proto",
                    "Set proto_dir to the folder with the .proto files.",
                    plugin.at("/endpoints/grpc/enabled"));
        } else if (plugin.packed().hasFolder(folder)) {
            findings.add(
                    "endpoints.grpc.proto_dir has no .proto file: " + declared,
                    "Add the definitions of the gRPC API, or correct the path.",
                    plugin.at(POINTER));
        }
    }

    private static boolean hasProto(PluginContext plugin, String folder) {
        return plugin.selection().files().stream()
                .map(SelectedFile::path)
                .anyMatch(path -> path.startsWith(folder + "/") && path.endsWith(".proto"));
    }
}
