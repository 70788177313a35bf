package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_certificate_that_expires_within_14_days_is_a_warning() {
        assertThat(project()
                        .signing(PluginProject.NOW.plus(Duration.ofDays(14)).minusSeconds(1))
                        .messages("PX-S002"))
                .containsExactly("The signing certificate expires in 13 days, on 2026-02-16T11:59:59Z");
        assertThat(project()
                        .signing(PluginProject.NOW.plus(Duration.ofDays(14)))
                        .check()
                        .findings())
                .isEmpty();
    }

    @Test
    void a_missing_certificate_of_the_issuer_is_a_warning() {
        PluginProject project = project().signingWithoutIssuer("CN=Example Intermediate");

        assertThat(project.places("PX-S003")).containsExactly("warning");
        assertThat(project.messages("PX-S003"))
                .containsExactly("The certificate of \"CN=Example Intermediate\", which issued the signing certificate,"
                        + " is not supplied");
    }
}
