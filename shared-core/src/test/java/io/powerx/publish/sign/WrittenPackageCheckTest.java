package io.powerx.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.write.ArtifactBuilder;
import io.powerx.publish.pack.write.OutputCheck;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A package is verified before it appears. */
class WrittenPackageCheckTest {
    @TempDir
    Path temp;

    private SampleProject project;
    private Path output;

    @BeforeEach
    void givenAProject() {
        project = new SampleProject(temp.resolve("project"));
        output = temp.resolve("out");
    }

    @ParameterizedTest
    @EnumSource
    void a_package_that_would_not_pass_verification_does_not_appear(PackageFormat format) {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> pack(format, (name, same) -> WrittenPackageCheck.begin("other-" + name, same)))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID);
                    assertThat(e.tried()).contains("other-");
                });
        assertThat(output).as("nothing is left behind").isEmptyDirectory();

        pack(format, WrittenPackageCheck::begin);
        assertThat(output)
                .as("the same package with its own name")
                .isDirectoryContaining("glob:**." + format.wireName());
    }

    @Test
    void bytes_that_are_not_a_package_are_refused_and_the_writer_need_not_stop() throws IOException {
        byte[] block = new byte[512 << 10];
        new Random(1).nextBytes(block);
        try (OutputCheck check = WrittenPackageCheck.begin("note.pxp", PackageFormat.PXP)) {
            for (int i = 0; i < 40; i++) {
                check.input().write(block);
            }

            assertThatExceptionOfType(PublishException.class)
                    .isThrownBy(() -> check.require(temp))
                    .satisfies(e -> assertThat(e.found()).contains("the gzip header differs"));
        }
    }

    @Test
    void a_package_that_unpacks_to_far_more_than_its_size_is_refused() throws IOException {
        Path zeros = project.file("assets/zeros.bin", "");
        try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
            file.setLength(300 << 20);
        }

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> pack(PackageFormat.PXP, WrittenPackageCheck::begin))
                .satisfies(e -> assertThat(e.found()).contains("it unpacks to far more than its size"));
        assertThat(output).isEmptyDirectory();
    }

    private void pack(PackageFormat format, OutputCheck.Kind check) {
        PackRequest request = SampleProject.request(format);
        ArtifactBuilder builder = new ArtifactBuilder(project.root());
        PackagePlan plan = builder.plan(request);
        builder.pack(request, plan, new byte[0], output, check);
    }
}
