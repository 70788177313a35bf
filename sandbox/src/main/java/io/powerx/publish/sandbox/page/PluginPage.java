package io.powerx.publish.sandbox.page;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.api.ConsoleTable;
import io.powerx.publish.sandbox.api.ConsoleTable.Entry;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.html.Words;
import io.powerx.publish.sandbox.http.ProblemException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plugin: what is offered on each channel, and all versions. */
final class PluginPage {
    private static final int PER_PAGE = 25;

    private final String pluginId;
    private final int page;
    private final Instant now;
    private final long count;
    private final List<Entry> versions;
    private final @Nullable Entry stable;
    private final @Nullable Entry beta;

    private PluginPage(
            String pluginId,
            int page,
            Instant now,
            long count,
            List<Entry> versions,
            @Nullable Entry stable,
            @Nullable Entry beta) {
        this.pluginId = pluginId;
        this.page = page;
        this.now = now;
        this.count = count;
        this.versions = versions;
        this.stable = stable;
        this.beta = beta;
    }

    /** @throws ProblemException 404 for a plugin without versions */
    static PluginPage read(ConsoleTable table, String pluginId, int asked, Instant now) throws SQLException {
        long count = table.countVersions(pluginId);
        if (count == 0) {
            throw ProblemException.notFound("No version of this plugin has been registered.");
        }
        int page = VersionList.existing(asked, count, PER_PAGE);
        Optional<Entry> stable = table.latestApproved(pluginId, "stable");
        Optional<Entry> beta = table.latestApproved(pluginId, "beta");
        return new PluginPage(
                pluginId,
                page,
                now,
                count,
                table.history(pluginId, (page - 1) * PER_PAGE, PER_PAGE),
                stable.orElse(null),
                beta.orElse(null));
    }

    Html write() {
        String name = versions.isEmpty() ? pluginId : versions.get(0).name();
        Html html = Layout.begin(name, Layout.Place.ELSEWHERE);
        Layout.breadcrumbs(html, name, "/", "Review queue");
        html.open("div", "class", "headline").leaf("h1", name);
        html.open("p", "class", "quiet").leaf("code", pluginId).text(" · " + Quantities.count(count, "version"));
        html.close(2);
        html.open("div", "class", "cards");
        channel(html, "stable", stable);
        channel(html, "beta", beta);
        html.close();
        html.leaf("h2", "Versions");
        VersionList.write(html, versions, now, false);
        VersionList.pages(
                html,
                page,
                count,
                PER_PAGE,
                number -> VersionList.pluginPath(pluginId) + (number == 1 ? "" : "?page=" + number));
        return html;
    }

    private static void channel(Html html, String channel, @Nullable Entry approved) {
        html.open("div", "class", "card").leaf("h2", "On " + channel);
        if (approved == null || approved.decidedAt() == null) {
            html.leaf("p", "No version has been approved.", "class", "quiet");
        } else {
            html.open("p", "class", "big")
                    .link("/versions/" + approved.versionId(), approved.version())
                    .close();
            html.open("p", "class", "quiet").text("approved ");
            Words.time(html, approved.decidedAt());
            html.close();
        }
        html.close();
    }
}
