package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.testing.GitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkouts that convert line ends, made by git itself. */
class LineEndRulesTest {
    private static final String RULE = "PX-F013";

    @TempDir
    Path temp;

    private Path origin;

    @BeforeEach
    void givenARepository() throws Exception {
        origin = Files.createDirectories(temp.resolve("origin"));
        PluginProject.in(origin)
                .file("config/app.properties", "a=1\n")
                .file("migrations/0001.sql", "select 1;\n")
                .file("config/start.bat", "@echo off\n")
                .file("config/crlf.txt", "always\r\n")
                .bytes("assets/image.bin", new byte[] {0, 1, '\r', '\n'})
                .file(".gitattributes", "*.bat text eol=crlf\ncrlf.txt -text\n");
        commitAll();
    }

    private void commitAll() throws Exception {
        GitRepository repository = GitRepository.in(origin);
        repository.git("add", "-A");
        repository.commit("note", "first");
    }

    private PluginProject checkout(String autocrlf) throws Exception {
        Path copy = temp.resolve("checkout-" + autocrlf);
        GitRepository.in(origin).git("clone", "-q", "-c", "core.autocrlf=" + autocrlf, ".", copy.toString());
        return PluginProject.at(copy);
    }

    @Test
    void a_checkout_with_autocrlf_is_a_warning_that_lists_the_converted_files() throws Exception {
        PluginProject converted = checkout("true");
        assertThat(Files.readString(temp.resolve("checkout-true/config/app.properties")))
                .isEqualTo("a=1\r\n");

        assertThat(converted.messages(RULE))
                .singleElement()
                .asString()
                .contains(" text files have CR LF here and LF in git: ")
                .endsWith("; a checkout without this conversion packs other content")
                .doesNotContain("start.bat", "crlf.txt", "image.bin");
        assertThat(converted.places(RULE)).singleElement().asString().startsWith("warning ");
    }

    @Test
    void a_checkout_without_conversion_has_no_finding_although_files_have_cr_lf() throws Exception {
        PluginProject plain = checkout("false");
        assertThat(Files.readString(temp.resolve("checkout-false/config/start.bat")))
                .isEqualTo("@echo off\r\n");

        assertThat(plain.places(RULE)).isEmpty();
        assertThat(plain.check().notRun()).doesNotContainKey(RULE);
    }

    @Test
    void a_file_that_was_changed_after_the_checkout_counts_as_it_is_now() throws Exception {
        PluginProject changed =
                checkout("false").bytes("config/app.properties", "a=1\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(changed.messages(RULE))
                .containsExactly("1 text file has CR LF here and LF in git: config/app.properties; a checkout without"
                        + " this conversion packs other content");
        assertThat(changed.places(RULE)).containsExactly("warning config/app.properties");
    }

    @Test
    void files_outside_git_are_ignored() {
        PluginProject untracked = PluginProject.in(temp.resolve("plain")).file("config/app.properties", "a=1\r\n");

        assertThat(untracked.places(RULE)).isEmpty();
        assertThat(untracked.check().notRun()).doesNotContainKey(RULE);
    }
}
