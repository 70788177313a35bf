package io.powerx.publish.doctor;

import io.powerx.publish.config.Folders;
import io.powerx.publish.config.Origin;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.http.Timing;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the checks look at; each front end provides it.
 *
 * @param folders where the files are that settings specify; null if they are on another machine
 * @param mapper maps the settings to the options of a publish
 * @param file the project's configuration with its problems
 * @param plugin reads the plugin; called once
 * @param packages folder for packages
 * @param spool folder of telemetry events that were not sent yet; null if there is none
 */
public record DoctorInput(
        ResolvedConfig config,
        @Nullable Folders folders,
        PublishOptionsMapper mapper,
        PublishFile file,
        Supplier<PluginSnapshot> plugin,
        Path packages,
        @Nullable Path spool,
        Redactor redactor,
        Timing timing,
        Client client) {
    /** Where the user set a setting, in parentheses and after a space; blank if there is no value. */
    String origin(Setting setting) {
        return config.origin(setting)
                .map(Origin::place)
                .map(place -> " (" + place + ")")
                .orElse("");
    }
}
