package io.powerx.publish.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever publish.yml says is honored as written, or rejected with its location by precheck and publish alike. */
class PublishFileShapesTest {
    private Shell shell;
    private Path file;

    @TempDir
    private Path root;

    @BeforeEach
    void open() throws IOException {
        shell = new Shell(root);
        file = shell.examplePlugin("note").resolve("publish.yml");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml.replace("\\n", "\n") + "\n");
    }

    private static List<String> places(JsonNode report) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .map(finding -> finding.path("file").asText() + ":"
                        + finding.path("line").asInt() + ":"
                        + finding.path("column").asInt())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rolout: { strategy: direct } | 1:1",
                "channel: bata | 1:10",
                "channel: [beta] | 1:1",
                "channels: [{ name: bata, rollout: { strategy: direct } }] | 1:20",
                "channels: [beta] | 1:12",
                "channels: [{ name: beta }, { name: beta }] | 1:36",
                "rollout: { batches: [{ percentage: 10, tenants: [pilot] }, { percentage: 100 }] } | 1:40",
                "rollout: { batches: [{ percentage: 50 }, { percentage: 10 }, { percentage: 100 }] } | 1:56",
                "rollout: { batches: [{ percentage: 10 }] } | 1:22",
                "rollout: { batches: [{ percentage: '10' }, { percentage: 100 }] } | 1:36",
                "rollout: { batches: [{ percentage: 10, startAt: 2020-01-01T00:00:00Z }, { percentage: 100 }] } | 1:49",
                "rollout: { batches: [{ percentage: 10, startAt: 2099-01-01 }, { percentage: 100 }] } | 1:49",
                "rollout: { batches: [{ percentage: 10, wait: 30 }, { percentage: 100 }] } | 1:46",
                "rollout: { batches: [] } | 1:12",
                "rollout: { strategy: canary } | 1:22",
                "rollout: { enabled: true } | 1:21",
                "rollout: {} | 1:1",
                "window: { start: 2099-01-01T00:00:00Z } | 1:18",
                "rollout: { strategy: direct }\\nwindow: { start: 2099-01-01T00:00:00Z, end: 2099-01-09T00:00:00Z } | 2:18",
                "rollout: { batches: [{ percentage: 100 }] }\\nwindow: { start: 2020-01-01T00:00:00Z } | 2:18",
                "rollout: { batches: [{ percentage: 100 }] }\\nwindow: { start: 2099-01-01T00:00:00Z, end: 2099-01-09T00:00:00Z } | 2:45",
                "tenants: { allow: [acme], deny: [acme] } | 1:27",
                "tenants: { allow: [] } | 1:12",
                "tenants: { allow: [0042] } | 1:20",
                "tenants: [acme] | 1:1",
                "tenantFilters: { enabled: true } | 1:27",
                "tenantFilters: { enabled: true, tenants: [] } | 1:27",
                "autoUpgrade: major | 1:14",
                "autoRollback: 'yes' | 1:15",
                "autoRollback: true\\nrollbackPlan: { trigger: errors } | 1:15",
                "rollbackPlan: { previousVersion: v0.1.0 } | 1:34",
                "rollbackPlan: { previousVersion: 1.2 } | 1:34",
                "rollbackPlan: { previousVersion: 0.2.0 } | 1:34",
                "rollbackPlan: { previousVersion: 9.9.9 } | 1:34",
                "rollbackPlan: { enabled: true } | 1:26",
                "risk: { reason: new } | 1:1",
                "dryRun: true | 1:1",
                "quality: { coverageThreshold: 180 } | 1:31",
                "upload: { concurrency: 0 } | 1:24",
                "token: canary-4711 | 1:1",
                "a: [1 | 2:1"
            })
    void a_shape_that_cannot_be_honored_is_rejected_by_both(String yaml, String place) throws Exception {
        write(yaml);

        Shell.Outcome checked = shell.run("precheck", "--project", "note", "--sandbox", "--format", "json");
        Shell.Outcome published = shell.run("publish", "--project", "note", "--sandbox");

        assertThat(checked.exitCode()).as(checked.err()).isEqualTo(3);
        assertThat(places(Json.mapper().readTree(checked.out()))).contains("publish.yml:" + place);
        assertThat(published.exitCode()).as(published.err()).isIn(2, 3);
        assertThat(published.err()).contains("publish.yml:" + place).doesNotContain("✓ Hash");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rollout: { strategy: direct } | {'strategy':'direct'}",
                "rollout: { enabled: false, batches: [{ percentage: 100 }] } | {'strategy':'direct'}",
                "rollout: { batches: [{ percentage: 5, wait: 90m }, { percentage: 100 }] }\\ntenants: { allow: [pilot, 42] } | {'strategy':'canary','batches':[{'percentage':5,'wait':'PT1H30M'},{'percentage':100}],'tenants':{'allow':['pilot','42'],'deny':[]}}",
                "rolloutPlan: { batches: [{ percentage: 30, waitMinutes: 90 }, { percentage: 100 }], tenantAllowList: [a] } | {'strategy':'canary','batches':[{'percentage':30,'wait':'PT1H30M'},{'percentage':100}],'tenants':{'allow':['a'],'deny':[]}}",
                "window: { start: 2099-01-01T08:00:00+08:00 }\\nrollout: { batches: [{ percentage: 100 }] } | {'strategy':'canary','batches':[{'percentage':100,'startAt':'2099-01-01T00:00:00Z'}]}",
                "channels: [{ name: beta, rollout: { strategy: direct } }, { name: stable, rollout: { batches: [{ percentage: 20 }, { percentage: 100 }] } }] | {'strategy':'canary','batches':[{'percentage':20},{'percentage':100}]}",
                "rollout: { strategy: direct }\\ntenantFilters: { enabled: false, tenants: [a] }\\nautoUpgrade: false\\nautoRollback: false | {'strategy':'direct','autoUpgrade':'none'}",
                "rollout: { strategy: direct }\\nautoRollback: true | {'strategy':'direct','rollbackPlan':{'trigger':'automatic'}}",
                "x-batches: &b { batches: [{ percentage: 40 }, { percentage: 100 }] }\\nrollout: { <<: *b, strategy: canary } | {'strategy':'canary','batches':[{'percentage':40},{'percentage':100}]}",
                "rollout: { strategy: direct }\\nrollbackPlan: { previousVersion: 0.1.0, steps: Switch back. } | {'strategy':'direct','rollbackPlan':{'previousVersion':'0.1.0','steps':['Switch back.']}}"
            })
    void a_shape_that_both_accept_is_in_the_receipt_as_written(String yaml, String rollout) throws Exception {
        write(yaml);

        Shell.Outcome checked = shell.run("precheck", "--project", "note", "--sandbox");
        Shell.Outcome published = shell.run("publish", "--project", "note", "--sandbox", "--json");

        assertThat(checked.exitCode()).as(checked.out()).isZero();
        assertThat(published.exitCode()).as(published.err()).isZero();
        assertThat(Json.mapper().readTree(published.out()).path("rollout"))
                .isEqualTo(Json.mapper().readTree(rollout.replace('\'', '"')));
    }
}
