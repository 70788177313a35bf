package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.Messages;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The outcome of one precheck of a build. Texts are redacted and limited in length; pages escape them. */
@ExportedBean(defaultVisibility = 2)
public final class PrecheckRecord {
    private final String pluginId;
    private final String version;
    private final String channel;
    private final int errors;
    private final int warnings;
    private final List<ReleaseFinding> findings;

    /**
     * @param pluginId empty if it could not be read
     * @param version empty if it could not be read
     */
    public PrecheckRecord(
            @NonNull String pluginId,
            @NonNull String version,
            @NonNull String channel,
            int errors,
            int warnings,
            @NonNull List<ReleaseFinding> findings) {
        this.pluginId = pluginId;
        this.version = version;
        this.channel = channel;
        this.errors = errors;
        this.warnings = warnings;
        this.findings = new ArrayList<>(findings);
    }

    @Exported
    public String getPluginId() {
        return pluginId;
    }

    @Exported
    public String getVersion() {
        return version;
    }

    @Exported
    public String getChannel() {
        return channel;
    }

    @Exported
    public int getErrors() {
        return errors;
    }

    @Exported
    public int getWarnings() {
        return warnings;
    }

    /** Limited in number. */
    @Exported
    public List<ReleaseFinding> getFindings() {
        return findings;
    }

    /** For pages: plugin and version. */
    public String getTitle() {
        return pluginId.isEmpty() ? Messages.ReleaseSummary_UnknownPlugin() : (pluginId + " " + version).strip();
    }
}
