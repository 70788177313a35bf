package io.powerx.publish.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseNotes.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseNotesTest {
    private static PluginSnapshot plugin(String changelog) {
        return plugin(changelog, null);
    }

    private static PluginSnapshot plugin(String changelog, String commitNotes) {
        return new PluginSnapshot(
                "com.x",
                "X",
                "1.2.0",
                null,
                List.of(),
                List.of(),
                List.of(),
                false,
                null,
                null,
                changelog,
                commitNotes,
                null);
    }

    @Test
    void notes_come_from_the_given_text_then_the_changelog_then_the_commits_then_a_sentence() {
        assertThat(ReleaseNotes.of("given", plugin("logged"))).isEqualTo(new ReleaseNotes("given", Source.FILE));
        assertThat(ReleaseNotes.of(" \n", plugin("logged"))).isEqualTo(new ReleaseNotes("logged", Source.CHANGELOG));
        assertThat(ReleaseNotes.of(null, plugin(null, "made"))).isEqualTo(new ReleaseNotes("made", Source.COMMITS));
        assertThat(ReleaseNotes.of(null, plugin(null))).isEqualTo(new ReleaseNotes("X 1.2.0.", Source.NAME));
    }

    @Test
    void only_notes_from_commits_count_as_generated() {
        assertThat(Stream.of(Source.values()).filter(source -> new ReleaseNotes("x", source).generated()))
                .containsExactly(Source.COMMITS, Source.NAME);
    }

    @Test
    void line_endings_are_normalized_and_control_characters_removed() {
        assertThat(ReleaseNotes.of("\uFEFFa\r\n\tb\u0007\u001B[31mc\n", plugin(null))
                        .text())
                .isEqualTo("a\n\tb[31mc");
    }

    @Test
    void long_notes_are_cut_at_the_end_of_a_line() {
        String text =
                ReleaseNotes.of("word word word\n".repeat(20_000), plugin(null)).text();
        assertThat(text).hasSizeLessThanOrEqualTo(ReleaseNotes.MAX_LENGTH).endsWith("word\n\n…");
        assertThat(ReleaseNotes.of("x".repeat(200_000), plugin(null)).text())
                .hasSizeLessThanOrEqualTo(ReleaseNotes.MAX_LENGTH);
    }
}
