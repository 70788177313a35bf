package io.powerx.publish.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are dangerous to unpack, and unusual ones that are not. */
class EntryNameTest {
    @ParameterizedTest
    @CsvSource({
        "config/.git, for a repository",
        "config/.GIT/config, for a repository",
        "git~1/hooks/post-checkout, for a repository",
        "assets/.g\u200cit/config, for a repository",
        "con, is a device",
        "config/NUL.txt, is a device",
        "config/com1 .log, is a device",
        "assets/a., ends with a dot",
        "assets/a /b, ends with a dot or a space",
        "assets/a\u200b.js, invisible character U+200B",
        "assets/a\u200fcod.js, invisible character U+200F",
        "assets/a\u2066b.js, invisible character U+2066",
        "assets/a\u2028.js, invisible character U+2028",
        "assets/\ufeffa.js, invisible character U+FEFF",
        "assets/a\u202eb.js, not safe on every system",
        "assets/a:b, not safe on every system",
        "../a, an empty part",
        "/a, absolute"
    })
    void a_name_that_is_not_safe_has_a_problem(String path, String words) {
        assertThat(EntryName.problem(path)).get().asString().contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rf",
                "~/x",
                "a b/c d",
                "config/.gitlab/ci.yml",
                "config/digit~1",
                "contour/console.log",
                ".well-known/security.txt",
                "assets/[id].js",
                "assets/\u83dc\u5355.json",
                "assets/\ud83d\udc68\u200d\ud83d\udc69.svg",
                "assets/\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.txt"
            })
    void an_unusual_name_has_none(String path) {
        assertThat(EntryName.problem(path)).isEmpty();
    }
}
