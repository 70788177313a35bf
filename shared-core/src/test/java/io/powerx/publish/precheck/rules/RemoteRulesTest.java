package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.precheck.RegistryState;
import io.powerx.publish.precheck.RegistryState.Dependency;
import io.powerx.publish.precheck.RegistryState.Listed;
import io.powerx.publish.precheck.RegistryState.Preflight;
import io.powerx.publish.precheck.RegistryState.VersionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about what the Marketplace reports. */
class RemoteRulesTest {
    private static final String DEPENDENCIES = """
            dependencies:
              requires: [{ id: com.example.crm, version: "^1.0.0" }]
              optional: [{ id: com.example.chat, version: "^2.0.0" }]
            """;

    @TempDir
    Path folder;

    private PluginProject project(Preflight preflight, Listed... versions) {
        return PluginProject.in(folder).registry(new RegistryState(List.of(versions), preflight));
    }

    private static Preflight state(VersionState version, String newest) {
        return new Preflight(version, newest, List.of(), null, null);
    }

    private static Preflight free() {
        return state(VersionState.FREE, null);
    }

    private static Listed listed(String version, Channel channel, boolean approved) {
        return new Listed(version, channel, true, approved);
    }

    @Test
    void a_plugin_about_which_the_marketplace_reports_nothing_bad_has_no_findings() {
        Preflight good = new Preflight(VersionState.FREE, "1.1.0", List.of(), 1L << 30, Duration.ofSeconds(2));

        assertThat(project(good, listed("1.1.0", Channel.STABLE, true)).check().findings())
                .isEmpty();
    }

    @Test
    void a_version_with_the_same_content_is_only_reported() {
        PluginProject project = project(state(VersionState.SAME_CONTENT, null), listed("1.2.0", Channel.STABLE, true));

        assertThat(project.places("PX-V006")).containsExactly("info plugin.yaml:3:10");
        assertThat(project.messages("PX-V006")).containsExactly("Version 1.2.0 is already published with this content");
        assertThat(project.channel(Channel.BETA).messages("PX-V006"))
                .containsExactly("Version 1.2.0 is already published with this content, but not on the beta channel");
    }

    @Test
    void without_a_preflight_an_existing_version_is_reported_on_either_channel() {
        assertThat(project(null, listed("1.2.0", Channel.BETA, true)).places("PX-V006"))
                .containsExactly("info plugin.yaml:3:10");
        assertThat(project(null, listed("1.1.0", Channel.STABLE, true)).places("PX-V006"))
                .isEmpty();
    }

    @Test
    void the_newest_version_that_the_preflight_reports_counts_although_the_list_lacks_it() {
        PluginProject project = project(state(VersionState.LOWER, "1.3.0"), listed("1.1.0", Channel.STABLE, true));

        assertThat(project.places("PX-V002")).containsExactly("error plugin.yaml:3:10");
        assertThat(project.messages("PX-V002").get(0)).contains("1.2.0", "1.3.0", "stable");
    }

    @ParameterizedTest
    @CsvSource({"1.3.0, true, error plugin.yaml:3:10", "1.3.0, false, ''", "1.1.0, true, ''", "1.2.0, true, ''"})
    void a_beta_version_is_greater_than_the_last_approved_stable_version(
            String stable, boolean approved, String place) {
        PluginProject project =
                project(free(), listed(stable, Channel.STABLE, approved)).channel(Channel.BETA);

        assertThat(String.join("", project.places("PX-V007"))).isEqualTo(place);
    }

    @Test
    void a_stable_version_may_be_lower_than_a_beta_version() {
        assertThat(project(free(), listed("2.0.0-rc.1", Channel.BETA, true))
                        .check()
                        .findings())
                .isEmpty();
    }

    @Test
    void dependencies_that_the_marketplace_lacks_are_errors_unless_they_are_optional() {
        Preflight preflight = new Preflight(
                VersionState.FREE,
                null,
                List.of(
                        new Dependency("com.example.crm", false, false, null),
                        new Dependency("com.example.chat", true, false, "1.9.0")),
                null,
                null);
        PluginProject project = project(preflight).manifestWith(DEPENDENCIES);

        assertThat(project.places("PX-D005"))
                .containsExactlyInAnyOrder("error plugin.yaml:19:14", "warning plugin.yaml:20:14");
        assertThat(project.messages("PX-D005"))
                .anySatisfy(message -> assertThat(message).contains("does not know", "com.example.crm"))
                .anySatisfy(message -> assertThat(message).contains("com.example.chat", "^2.0.0", "1.9.0"));
        assertThat(project.channel(Channel.BETA).places("PX-D005"))
                .allSatisfy(place -> assertThat(place).startsWith("warning"));
    }

    @Test
    void dependencies_that_the_marketplace_has_pass() {
        Preflight preflight = new Preflight(
                VersionState.FREE, null, List.of(new Dependency("com.example.crm", true, true, "1.4.0")), null, null);

        assertThat(project(preflight).manifestWith(DEPENDENCIES).places("PX-D005"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void a_clock_that_is_off_by_more_than_five_minutes_is_a_warning(long seconds) {
        PluginProject project =
                project(new Preflight(VersionState.FREE, null, List.of(), null, Duration.ofSeconds(seconds)));

        assertThat(project.places("PX-A003")).containsExactly("warning");
        assertThat(project.messages("PX-A003").get(0)).contains(seconds < 0 ? "behind" : "ahead of");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void a_clock_that_is_off_by_less_passes(long seconds) {
        assertThat(project(new Preflight(VersionState.FREE, null, List.of(), null, Duration.ofSeconds(seconds)))
                        .places("PX-A003"))
                .isEmpty();
    }

    @Test
    void files_above_the_limit_of_the_marketplace_are_reported_without_a_claim_about_the_package() {
        Preflight small = new Preflight(VersionState.FREE, null, List.of(), 10L, null);

        assertThat(project(small).places("PX-A004")).containsExactly("info");
        assertThat(project(small).messages("PX-A004").get(0)).contains("before compression", "10 B");
    }

    @Test
    void the_rules_are_not_run_offline() {
        assertThat(PluginProject.in(folder).check().notRun())
                .containsKeys("PX-V002", "PX-V006", "PX-A001", "PX-A002", "PX-A003", "PX-A004", "PX-A005");
    }
}
