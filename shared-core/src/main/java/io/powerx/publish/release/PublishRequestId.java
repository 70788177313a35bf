package io.powerx.publish.release;

import io.powerx.publish.config.Channel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        String name = String.join("\n", pluginId, version, channel.wireName(), contentDigest);
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .flip());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x5000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
