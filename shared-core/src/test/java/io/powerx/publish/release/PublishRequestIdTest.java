package io.powerx.publish.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PublishRequestIdTest {
    private static final String DIGEST = "a".repeat(64);

    @Test
    void the_same_content_is_the_same_request() {
        assertThat(id("0.2.0", Channel.BETA, DIGEST)).isEqualTo(id("0.2.0", Channel.BETA, DIGEST));
    }

    @Test
    void another_version_channel_or_content_is_another_request() {
        UUID id = id("0.2.0", Channel.BETA, DIGEST);

        assertThat(id("0.2.1", Channel.BETA, DIGEST)).isNotEqualTo(id);
        assertThat(id("0.2.0", Channel.STABLE, DIGEST)).isNotEqualTo(id);
        assertThat(id("0.2.0", Channel.BETA, "b".repeat(64))).isNotEqualTo(id);
    }

    @Test
    void it_is_a_version_5_uuid_of_the_standard_variant() {
        UUID id = id("0.2.0", Channel.STABLE, DIGEST);

        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    /** If a release computed another id, it could not continue a publish that an older release has started. */
    @Test
    void it_never_changes_between_releases() {
        assertThat(id("0.2.0", Channel.BETA, DIGEST)).hasToString("e4208fa2-408a-5085-bc99-544234bb2431");
    }

    private static UUID id(String version, Channel channel, String digest) {
        return PublishRequestId.of("com.powerx.plugins.note", version, channel, digest);
    }
}
