package io.powerx.publish.release;

import io.powerx.publish.config.Channel;
import io.powerx.publish.io.NamedUuid;
import java.util.UUID;

/**
 * The id of a publish request: the version 5 UUID (RFC 9562) of plugin id, version, channel and content digest. A
 * repeated job makes the same request, on any machine.
 */
public final class PublishRequestId {
    private static final UUID NAMESPACE = UUID.fromString("0b8f6f2e-52a5-5f0c-9b65-6f7c5d3a7e11");

    private PublishRequestId() {}

    /** @param contentDigest SHA-256 of integrity.txt in hex */
    public static UUID of(String pluginId, String version, Channel channel, String contentDigest) {
        return NamedUuid.of(NAMESPACE, String.join("\n", pluginId, version, channel.wireName(), contentDigest));
    }
}
