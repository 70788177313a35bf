package io.powerx.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.marketplace.PreflightReply;
import io.powerx.publish.marketplace.PreflightRequest;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.ExamplePlugin;
import io.powerx.publish.testing.ReadOnlyMarketplace;
import io.powerx.publish.workbench.LocalWorkbench;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {
    private static final Path EXAMPLE = ExamplePlugin.FOLDER;
    private static final String NEWER_THAN_THE_EXAMPLE = "9.0.0";

    private static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

    @TempDir
    private Path output;

    private final Events events = new Events();
    private final AtomicInteger closed = new AtomicInteger();

    private PrecheckReport check(boolean offline, Checker.Connection connection) {
        return check(Clock.systemUTC(), offline, connection);
    }

    private PrecheckReport check(Clock clock, boolean offline, Checker.Connection connection) {
        CheckOptions options = new CheckOptions(
                Channel.STABLE,
                null,
                offline,
                ApiGeneration.MARKETPLACE,
                CoreSettings.NONE,
                PublishFile.defaults(),
                null,
                null,
                null,
                null);
        return new Checker(new LocalWorkbench(EXAMPLE, output), events, clock)
                .check(Map.of("", new Checker.Target(options, connection)))
                .get("");
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

        assertThat(result.notRun()).containsKey("PX-V002");
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

    /** A Marketplace that has version 0.2.0 of the example with certain content. */
    private Checker.Connection withPreflight(
            List<PreflightRequest> asked, boolean permitted, PreflightReply.State version, Duration ahead) {
        return pluginId -> new ReadOnlyMarketplace() {
            @Override
            public List<VersionInfo> versions(String plugin, Channel channel) {
                return List.of();
            }

            @Override
            public Optional<PreflightReply> preflight(PreflightRequest request) {
                asked.add(request);
                return Optional.of(new PreflightReply(permitted, version, null, List.of(), null, NOW.plus(ahead)));
            }
        };
    }

    private PrecheckReport checkAt(Instant now, Checker.Connection connection) {
        return check(Clock.fixed(now, ZoneOffset.UTC), false, connection);
    }

    @Test
    void a_version_with_other_content_is_a_finding_and_only_then_the_content_is_hashed() {
        List<PreflightRequest> asked = new ArrayList<>();

        PrecheckReport taken = checkAt(NOW, withPreflight(asked, true, PreflightReply.State.TAKEN, Duration.ZERO));

        assertThat(rules(taken)).containsExactly("PX-V006");
        assertThat(taken.findings().get(0).message()).contains("com.powerx.plugins.note", "different content");
        assertThat(taken.findings().get(0).location()).hasToString("plugin.yaml:3:10");
        assertThat(asked)
                .extracting(PreflightRequest::contentDigest)
                .hasSize(2)
                .first()
                .isNull();
        assertThat(asked.get(1).contentDigest()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_free_version_is_not_hashed() {
        List<PreflightRequest> asked = new ArrayList<>();

        PrecheckReport free = checkAt(NOW, withPreflight(asked, true, PreflightReply.State.FREE, Duration.ZERO));

        assertThat(free.findings()).isEmpty();
        assertThat(asked).singleElement().satisfies(request -> assertThat(request.contentDigest())
                .isNull());
        assertThat(free.notRun()).doesNotContainKeys("PX-A001", "PX-A002", "PX-A003", "PX-V006");
    }

    @Test
    void a_token_that_may_not_publish_and_a_wrong_clock_are_findings() {
        PrecheckReport report = checkAt(
                NOW, withPreflight(new ArrayList<>(), false, PreflightReply.State.FREE, Duration.ofMinutes(-20)));

        assertThat(rules(report)).containsExactly("PX-A002", "PX-A003");
        assertThat(report.findings().get(1).message()).contains("20 min ahead of");
    }

    @Test
    void a_preflight_that_does_not_conform_to_the_contract_is_a_warning_and_the_versions_still_count() {
        Checker.Connection broken = pluginId -> new ReadOnlyMarketplace() {
            @Override
            public List<VersionInfo> versions(String plugin, Channel channel) {
                return List.of(new VersionInfo("ver_1", NEWER_THAN_THE_EXAMPLE, channel, "approved", null, null));
            }

            @Override
            public Optional<PreflightReply> preflight(PreflightRequest request) {
                throw PublishException.of(ErrorCode.CONTRACT_VIOLATED, "check the version", "the reply is not JSON");
            }
        };

        PrecheckReport report = checkAt(NOW, broken);

        assertThat(rules(report)).containsExactly("PX-V002", "PX-A005");
        assertThat(report.counts().errors()).isEqualTo(1);
    }
}
