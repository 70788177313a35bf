package io.powerx.publish.cli.setup;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.ReportOutput;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.Setting;
import io.powerx.publish.doctor.Doctor;
import io.powerx.publish.doctor.DoctorInput;
import io.powerx.publish.doctor.DoctorReport;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.json.Json;
import io.powerx.publish.options.LocalEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks whether this machine is ready to publish. */
public final class DoctorCommand implements PxCommand {
    private static final String REPORT = "--report";

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "Check whether this machine is ready to publish.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(
                CommandSettings.PLUGIN,
                List.of(Setting.TARGET, Setting.RECEIPT, Setting.JOURNAL, Setting.OUTPUT),
                CommandSettings.CONNECTION,
                List.of(Setting.ID_TOKEN_FILE, Setting.OIDC_AUDIENCE),
                CommandSettings.SIGNING,
                List.of(Setting.TELEMETRY, Setting.TELEMETRY_ENDPOINT));
    }

    @Override
    public List<Extra> extras() {
        return List.of(Extra.option(
                REPORT, "FILE", "Also write a report for a ticket: JSON if the name ends in .json, text otherwise."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Nothing is changed, signed or uploaded. The checks end after 30 s at most.",
                "With several targets, all of them are checked unless --target chooses one.",
                "The report contains host names and paths, but no secrets.",
                "Exit code 0 means that no check failed; otherwise it is that of the first failure.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin doctor", "in the plugin's folder"),
                new Example("px-plugin doctor --report doctor.txt", "attach the file to a ticket"),
                new Example("px-plugin doctor --json", "for a script"));
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation called) {
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            Invocation invocation = access.invocation();
            Console console = invocation.console();
            console.passing("  … " + console.messages().text("checking"));
            DoctorReport report = new Doctor(input(invocation), targets(invocation)).examine();
            String json = Json.writePretty(report.fields(invocation.vocabulary()));
            called.extra(REPORT).ifPresent(file -> {
                ReportOutput.save(
                        invocation,
                        file,
                        file.endsWith(".json")
                                ? json
                                : DoctorText.report(report, invocation.vocabulary(), invocation.messages()));
            });
            console.result(
                    invocation.json()
                            ? json
                            : DoctorText.of(report, invocation.vocabulary(), invocation.messages(), console.colors()));
            return report.failure().map(ErrorCode::exitCode).orElse(0);
        }
    }

    /** Empty if there are not several, or if one is chosen. */
    private static Map<String, DoctorInput> targets(Invocation invocation) {
        Map<String, DoctorInput> inputs = new LinkedHashMap<>();
        ProjectFiles.targets(invocation).forEach((name, target) -> inputs.put(name, input(target)));
        return inputs.size() == 1 ? Map.of() : inputs;
    }

    private static DoctorInput input(Invocation invocation) {
        return new DoctorInput(
                invocation.config(),
                invocation.folders(),
                invocation.mapper(),
                ProjectFiles.publishFile(invocation),
                () -> ProjectFiles.workbench(invocation).inspect(),
                ProjectFiles.output(invocation),
                LocalEnvironment.telemetrySpool(invocation.host().home()),
                invocation.redactor(),
                invocation.timing(),
                invocation.client());
    }
}
