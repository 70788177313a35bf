package io.powerx.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.ReadOnlyMarketplace;
import io.powerx.publish.workbench.LocalWorkbench;
import java.nio.file.Path;
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

    private Checker.Result check(boolean offline, Checker.Connection connection) {
        CheckOptions options = new CheckOptions(
                Channel.STABLE,
                null,
                offline,
                ApiGeneration.MARKETPLACE,
                CoreSettings.NONE,
                PublishFile.defaults(),
                null,
                null);
        return new Checker(new LocalWorkbench(EXAMPLE, output), events).check(options, connection);
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

    private static List<String> rules(Checker.Result result) {
        return result.report().findings().stream().map(Finding::rule).toList();
    }

    @Test
    void a_plugin_is_compared_with_the_versions_that_the_marketplace_has() {
        Checker.Result result = check(false, marketplaceWith(NEWER_THAN_THE_EXAMPLE));

        assertThat(result.plugin().id()).isEqualTo("com.powerx.plugins.note");
        assertThat(rules(result)).contains("PX-V002");
        assertThat(events.of(PublishEvent.Note.class)).isEmpty();
        assertThat(closed).hasValue(1);
    }

    @Test
    void an_offline_check_sends_no_request_and_adds_no_note() {
        Checker.Result result = check(true, pluginId -> {
            throw new AssertionError("an offline check connects");
        });

        assertThat(rules(result)).doesNotContain("PX-V002");
        assertThat(events.of(PublishEvent.Note.class)).isEmpty();
    }

    @Test
    void without_a_marketplace_the_check_runs_offline_and_a_note_reports_it() {
        Checker.Result result = check(false, null);

        assertThat(result.report().rulesRun()).isPositive();
        assertThat(rules(result)).doesNotContain("PX-V002");
        assertThat(events.of(PublishEvent.Note.class))
                .extracting(PublishEvent.Note::text)
                .singleElement()
                .asString()
                .contains("checked offline");
    }

    @Test
    void an_unreachable_marketplace_is_an_error_instead_of_an_offline_check() {
        Checker.Connection down = pluginId -> new ReadOnlyMarketplace() {
            @Override
            public List<VersionInfo> versions(String plugin, Channel channel) {
                throw PublishException.of(ErrorCode.NETWORK_UNREACHABLE, "list the versions", "there is no answer");
            }
        };

        assertThatExceptionOfType(PublishException.class).isThrownBy(() -> check(false, down));
    }
}
