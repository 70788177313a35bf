package io.powerx.publish.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMessageTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "feat: add a calendar, feat, -, add a calendar",
                "Fix(notes): keep the cursor, fix, notes, keep the cursor",
                "feat(api)!: drop v1, feat, api, drop v1",
                "perf:faster, perf, -, faster",
                "chore(deps-dev): x, chore, deps-dev, x"
            })
    void type_scope_and_subject_are_separated(String message, String type, String scope, String subject) {
        CommitMessage parsed = CommitMessage.parse(message);

        assertThat(parsed.type()).isEqualTo(type);
        assertThat(parsed.scope()).isEqualTo(scope);
        assertThat(parsed.subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep the cursor",
                "Editor: keep the cursor",
                "fix:",
                "v1.2: released",
                "feat(: x",
                "https://x.example/a"
            })
    void other_messages_are_their_first_line(String message) {
        assertThat(CommitMessage.parse(message + "\n\nMore."))
                .isEqualTo(new CommitMessage("", null, message, null, List.of(), List.of()));
    }

    @Test
    void an_empty_message_has_an_empty_subject() {
        assertThat(CommitMessage.parse(" \n ").subject()).isEmpty();
    }

    @Test
    void what_breaks_is_in_a_trailer_that_may_have_several_lines() {
        String message = "feat: new names\n\nBody.\n\nBREAKING CHANGE: the old\nnames are gone\nRefs: #7\n";

        assertThat(CommitMessage.parse(message).breaking()).isEqualTo("the old names are gone");
    }

    @Test
    void an_exclamation_mark_breaks_without_saying_what() {
        assertThat(CommitMessage.parse("refactor!: new names").breaking()).isEmpty();
        assertThat(CommitMessage.parse("refactor: new names").breaking()).isNull();
    }

    @Test
    void references_and_co_authors_are_in_trailers() {
        String message = """
                fix: keep the cursor

                See the discussion in #1.

                Closes: #12, acme/other#3
                Fixes #13
                Refs: https://example.org/issues/14
                Reviewed-by: Nobody <n@example.org>
                Co-authored-by: Grace Hopper <grace@example.org>
                co-authored-by: 王小明 <x@example.org>
                """;

        CommitMessage parsed = CommitMessage.parse(message);

        assertThat(parsed.references()).containsExactly("#12", "acme/other#3", "#13", "https://example.org/issues/14");
        assertThat(parsed.coAuthors()).containsExactly("Grace Hopper", "王小明");
    }

    @Test
    void long_hostile_messages_take_linear_time() {
        String message = "fix: " + "a: #".repeat(200_000) + "\n" + "BREAKING CHANGE: x\n".repeat(20_000);

        assertThat(CommitMessage.parse(message).type()).isEqualTo("fix");
    }
}
