package io.powerx.publish.stage;

import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.plugin.PluginSnapshot;
import java.util.UUID;

/**
 * Content that has been hashed and is identified by its digest.
 *
 * @param requestId the same for the same content, plugin, version and channel
 */
public record Hashed(Checked checked, ReleasePlan plan, UUID requestId) implements Progress {
    public PluginSnapshot plugin() {
        return checked.plugin();
    }
}
