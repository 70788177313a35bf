package io.powerx.publish.pack.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.PackageFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageIdentityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'com.example.note', 'version': '1.2.3'}",
                "{'pluginId': 'com.example.note', 'name': 'Notes'}",
                "{'$schema': 'http://json-schema.org/draft-04/schema#', 'id': 'https://example.org/x', 'properties': {}}"
            })
    void a_manifest_json_that_agrees_is_accepted(String json) {
        assertThat(identity(json).version()).isEqualTo("1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'com.example.note', 'version': '1.2.3', 'ID': 'com.example.other'}",
                "{'id': 'com.example.note', 'Version': '9.9.9'}",
                "{'id': 'com.example.note', 'ver\u017Fion': '9.9.9'}",
                "{'PluginID': 'com.example.other'}",
                "{'$schema': 'x', 'id': 'com.example.other'}",
                "{'version': 1}",
                "{'version': null}",
                "['com.example.note']",
                "null"
            })
    void a_manifest_json_that_the_host_reads_differently_is_refused(String json) {
        assertThatThrownBy(() -> identity(json))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("manifest.json");
    }

    @Test
    void a_version_with_white_space_is_not_the_version_without_it() {
        assertThatThrownBy(() -> PackageIdentity.of(contents("id: com.example.note\nversion: \"1.2.3\\n\"\n", null)))
                .hasMessageContaining("no usable version");
    }

    private static PackageIdentity identity(String json) {
        return PackageIdentity.of(contents("id: com.example.note\nversion: 1.2.3\n", json.replace('\'', '"')));
    }

    private static PackageContents contents(String manifest, String json) {
        return new PackageContents(
                PackageFormat.PXP,
                List.of(),
                null,
                null,
                manifest.getBytes(StandardCharsets.UTF_8),
                json == null ? null : json.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                List.of());
    }
}
