package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTagTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.2.0",
        "v1.2.0, 1.2.0",
        "refs/tags/v1.2.0, 1.2.0",
        "note-v1.2.0, 1.2.0",
        "note@1.2.0, 1.2.0",
        "plugins/note/v1.2.0-rc.1, 1.2.0-rc.1",
        "release-1.2.0, 1.2.0"
    })
    void a_tag_is_that_of_its_version(String tag, String version) {
        assertThat(ReleaseTag.isOf(tag, version)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.2.1, 1.2.0",
        "v11.2.0, 1.2.0",
        "v1.2.0-rc.1, 1.2.0",
        "v2.0.0-1.2.0, 1.2.0",
        "main, 1.2.0",
        "refs/heads/main, 1.2.0",
        "v1.2, 1.2.0"
    })
    void another_tag_is_not(String tag, String version) {
        assertThat(ReleaseTag.isOf(tag, version)).isFalse();
    }
}
