package io.powerx.publish.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameRegistryTest {
    @Test
    void names_that_are_equal_except_for_case_clash_in_the_same_folder_only() {
        assertThat(clashes("a/README", "a/b/readme", "a/readme", "c/README"))
                .containsExactly("on some systems it is the same as \"a/README\"");
    }

    @Test
    void names_that_differ_only_in_joiners_clash() {
        assertThat(clashes("a/b\u200d.js", "a/b.js", "a/c\u200d.js"))
                .containsExactly("on some systems it is the same as \"a/b.js\"");
    }

    @Test
    void a_folder_is_remembered_after_its_files() {
        assertThat(clashes("A/one", "B/two", "a/three", "a/x/four", "b"))
                .containsExactly(
                        "on some systems its folder \"a\" is the same as \"A\"",
                        "on some systems its folder \"a\" is the same as \"A\"",
                        "on some systems it is the same as \"B\"");
    }

    @Test
    void a_file_and_a_folder_of_one_name_clash_although_other_names_are_between_them() {
        assertThat(clashes("a", "a-b", "a/x")).containsExactly("on some systems its folder \"a\" is the same as \"a\"");
        assertThat(clashes("a/x", "a/x")).containsExactly("the name occurs twice");
    }

    @Test
    void a_folder_that_is_entered_with_many_files_is_counted_once() {
        assertThat(clashes("a/b/1", "a/b/2", "a/c/1", "a-b/1", "a0/b/1")).isEmpty();
    }

    /** In the order of a package, as callers add them. */
    private static List<String> clashes(String... paths) {
        NameRegistry names = new NameRegistry();
        return Stream.of(paths)
                .sorted(EntryName.ORDER)
                .map(names::addFile)
                .flatMap(Optional::stream)
                .toList();
    }
}
