package io.powerx.publish.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.testing.SampleProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of a project are read once for a precheck and the package that follows it. */
class LocalWorkbenchTest {
    private static final List<PackRequest> REQUESTS = List.of(SampleProject.request());

    @TempDir
    Path temp;

    private SampleProject project;
    private LocalWorkbench workbench;

    @BeforeEach
    void givenAProjectThatWasChecked() {
        project = new SampleProject(temp.resolve("project"));
        workbench = new LocalWorkbench(project.root(), temp.resolve("out"));
        workbench.precheck(new PrecheckRequest(
                Channel.STABLE,
                Instant.now(),
                null,
                new PrecheckRequest.Configuration(List.of(), 80, List.of(), List.of()),
                null,
                REQUESTS,
                null,
                null,
                List.of()));
    }

    private List<String> planned() {
        return workbench.plan(REQUESTS).packages().get(0).entries().stream()
                .map(PackageEntry::path)
                .toList();
    }

    @Test
    void a_file_that_is_new_since_the_precheck_is_not_packed_unchecked() {
        project.file("assets/new.svg", "<svg/>");

        assertThat(planned()).contains("plugin.yaml").doesNotContain("assets/new.svg");
        assertThat(planned()).as("a package without a precheck before it").contains("assets/new.svg");
    }

    @Test
    void a_file_that_has_changed_its_size_or_vanished_since_the_precheck_is_an_error() {
        project.file("migrations/0001_init.sql", "drop table note; -- and more\n");

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(this::planned)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED));
        assertThat(planned()).as("the next run").contains("migrations/0001_init.sql");
    }
}
