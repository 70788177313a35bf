package io.powerx.publish.doctor;

import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.plugin.PluginSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration and plugin.yaml. */
final class ProjectCheck implements Examination {
    private final DoctorInput input;
    private @Nullable PluginSnapshot plugin;
    private @Nullable PublishException failure;

    ProjectCheck(DoctorInput input) {
        this.input = input;
        try {
            plugin = input.plugin().get();
        } catch (PublishException e) {
            failure = e;
        }
    }

    /** The plugin; empty if it cannot be read, which this check reports. */
    Optional<PluginSnapshot> plugin() {
        return Optional.ofNullable(plugin);
    }

    @Override
    public String id() {
        return "configuration";
    }

    @Override
    public void run(Consumer<Diagnosis> results) {
        results.accept(configuration());
        results.accept(manifest());
    }

    private Diagnosis configuration() {
        List<PublishException> problems = input.file().problems();
        if (!problems.isEmpty()) {
            String found = problems.stream()
                    .map(problem -> problem.location().map(at -> at + ": ").orElse("") + problem.found())
                    .collect(Collectors.joining("; "));
            return Diagnosis.fail(
                    id(), problems.get(0).code(), found, problems.get(0).remedyTemplate());
        }
        if (!input.config().warnings().isEmpty()) {
            return Diagnosis.warn(
                    id(),
                    String.join("; ", input.config().warnings()),
                    "Correct the names; {command:config} shows what is configured and where.");
        }
        String files = input.file().document().texts().stream()
                .map(ConfigDocument.Text::file)
                .collect(Collectors.joining(", "));
        return Diagnosis.pass(
                id(),
                files.isEmpty()
                        ? "options, variables and the user's file"
                        : files + ", options, variables and the user's file");
    }

    private Diagnosis manifest() {
        PublishException error = failure;
        if (error != null && error.code() != ErrorCode.MANIFEST_MISSING) {
            return Diagnosis.fail("plugin", error);
        }
        PluginSnapshot read = plugin;
        return read == null
                ? Diagnosis.warn(
                        "plugin",
                        "there is no plugin.yaml, so the permission to publish cannot be checked",
                        "Set {project} to the folder that contains plugin.yaml.")
                : Diagnosis.pass("plugin", read.id() + " " + read.version());
    }
}
