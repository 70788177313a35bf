package io.powerx.publish.stage;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that may be published according to its checks.
 *
 * @param packRequests at least one; several if there are packages for platforms
 * @param published the channel's versions, newest first; null if the check was offline
 * @param report null if the precheck was skipped
 * @param obstacles errors with which the publish cannot continue, even if the precheck does not block
 */
public record Checked(
        Inspected inspected,
        List<PackRequest> packRequests,
        @Nullable List<VersionInfo> published,
        @Nullable PrecheckReport report,
        List<PublishException> obstacles)
        implements Progress {
    public PluginSnapshot plugin() {
        return inspected.plugin();
    }
}
