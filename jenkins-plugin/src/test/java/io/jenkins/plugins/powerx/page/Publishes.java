package io.jenkins.plugins.powerx.page;

import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Publishes of several jobs at a fixed time, without Jenkins. */
final class Publishes {
    static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    private final List<ReleaseRow> rows = new ArrayList<>();
    private int build;

    static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }

    static Instant hoursAgo(long hours) {
        return ago(Duration.ofHours(hours));
    }

    Publishes add(String job, Release release, String by) {
        rows.add(new ReleaseRow(
                new JobLabel(job, job, "job/" + job + "/"), ReleaseFixtures.entry(++build, release, by)));
        return this;
    }

    Publishes add(String job, String plugin, String version, String channel, Consumer<Release> fields) {
        return add(job, ReleaseFixtures.release(plugin, version, channel, fields), "Alex");
    }

    /** A version that was submitted one minute after its publish started. */
    static Consumer<Release> submitted(String status, Instant started, Instant since) {
        return release -> {
            ReleaseFixtures.status(release, status);
            ReleaseFixtures.times(release, started, started.plusSeconds(60), since);
        };
    }

    static Consumer<Release> failed(String code, Instant started) {
        return release -> {
            ReleaseFixtures.failure(release, code, "Tried to upload, but the connection was reset");
            ReleaseFixtures.times(release, started, null, started);
        };
    }

    List<ReleaseRow> rows() {
        return rows;
    }

    ReleaseList list(Map<String, String> parameters) {
        return new ReleaseList(rows, new ReleaseQuery(parameters::get), NOW, ZoneOffset.UTC);
    }
}
