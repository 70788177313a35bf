package io.powerx.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.options.ProjectConfiguration;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.ReadOnlyMarketplace;
import io.powerx.publish.workbench.LocalWorkbench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "note-plugin");
    private static final String NEWER_THAN_THE_EXAMPLE = "9.0.0";

    @TempDir
    private Path output;

    private final Events events = new Events();
    private final AtomicInteger closed = new AtomicInteger();

    private PrecheckReport check(boolean offline, Checker.Connection connection) {
        CheckOptions options = new CheckOptions(
                Channel.STABLE,
                null,
                offline,
                ApiGeneration.MARKETPLACE,
                CoreSettings.NONE,
                new ProjectConfiguration(PublishFile.defaults(), List.of()),
                null,
                null,
                null);
        return new Checker(new LocalWorkbench(EXAMPLE, output), events, Clock.systemUTC()).check(options, connection);
    }

    private Checker.Connection marketplaceWith(String... versions) {
        return pluginId -> new ReadOnlyMarketplace() {
            @Override
            public List<VersionInfo> versions(String plugin, Channel channel) {
                assertThat(plugin).isEqualTo(pluginId);
                return Stream.of(versions)
                        .map(version -> new VersionInfo("ver_1", version, channel, "approved", null, null))
                        .toList();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private static List<String> rules(PrecheckReport result) {
        return result.findings().stream().map(Finding::rule).toList();
    }

    @Test
    void a_plugin_is_compared_with_the_versions_that_the_marketplace_has() {
        PrecheckReport result = check(false, marketplaceWith(NEWER_THAN_THE_EXAMPLE));

        assertThat(result.plugin().id()).isEqualTo("com.powerx.plugins.note");
        assertThat(rules(result)).contains("PX-V002");
        assertThat(events.of(PublishEvent.Note.class)).isEmpty();
        assertThat(closed).hasValue(1);
    }

    @Test
    void an_offline_check_sends_no_request_and_adds_no_note() {
        PrecheckReport result = check(true, pluginId -> {
            throw new AssertionError("an offline check connects");
        });

        assertThat(rules(result)).doesNotContain("PX-V002");
        assertThat(events.of(PublishEvent.Note.class)).isEmpty();
    }

    @Test
    void without_a_marketplace_the_check_runs_offline_and_a_note_reports_it() {
        PrecheckReport result = check(false, null);

        assertThat(result.rulesRun()).isPositive();
        assertThat(rules(result)).doesNotContain("PX-V002");
        assertThat(events.of(PublishEvent.Note.class))
                .extracting(PublishEvent.Note::text)
                .singleElement()
                .asString()
                .contains("checked offline");
    }

    @Test
    void an_unreachable_marketplace_is_a_finding_next_to_the_others() {
        Checker.Connection down = pluginId -> new ReadOnlyMarketplace() {
            @Override
            public List<VersionInfo> versions(String plugin, Channel channel) {
                throw PublishException.of(ErrorCode.NETWORK_UNREACHABLE, "list the versions", "there is no answer");
            }
        };

        PrecheckReport result = check(false, down);

        assertThat(rules(result)).containsExactly("PX-A001");
        assertThat(result.findings().get(0).message()).isEqualTo("Cannot list the versions: there is no answer");
        assertThat(result.notRun()).containsKey("PX-V002").doesNotContainKey("PX-T002");
    }
}
