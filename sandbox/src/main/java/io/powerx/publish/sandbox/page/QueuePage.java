package io.powerx.publish.sandbox.page;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.api.ConsoleTable;
import io.powerx.publish.sandbox.api.ConsoleTable.Entry;
import io.powerx.publish.sandbox.api.ConsoleTable.Filter;
import io.powerx.publish.sandbox.api.ConsoleTable.PluginGroup;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Icon;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.page.QueueQuery.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The review queue: waiting versions, the longest wait first; other states on request. */
final class QueuePage {
    private static final int PER_PAGE = 25;
    private static final int PLUGINS_PER_PAGE = 10;
    private static final int PER_PLUGIN = 20;

    private final QueueQuery query;
    private final Instant now;
    private final Map<State, Long> counts;
    private final long items;
    private final List<Entry> entries;
    private final Map<PluginGroup, List<Entry>> groups;

    private QueuePage(
            QueueQuery query,
            Instant now,
            Map<State, Long> counts,
            long items,
            List<Entry> entries,
            Map<PluginGroup, List<Entry>> groups) {
        this.query = query;
        this.now = now;
        this.counts = counts;
        this.items = items;
        this.entries = entries;
        this.groups = groups;
    }

    static QueuePage read(ConsoleTable table, QueueQuery asked, Instant now) throws SQLException {
        Filter filter = asked.filter();
        long items = asked.byPlugin() ? table.countPlugins(filter) : table.count(filter);
        int perPage = asked.byPlugin() ? PLUGINS_PER_PAGE : PER_PAGE;
        QueueQuery query = asked.with(VersionList.existing(asked.page(), items, perPage));
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, table.count(query.with(state).filter()));
        }
        if (!query.byPlugin()) {
            List<Entry> entries = table.find(filter, (query.page() - 1) * PER_PAGE, PER_PAGE);
            return new QueuePage(query, now, counts, items, entries, Map.of());
        }
        Map<PluginGroup, List<Entry>> groups = new LinkedHashMap<>();
        for (PluginGroup group : table.findPlugins(filter, (query.page() - 1) * PLUGINS_PER_PAGE, PLUGINS_PER_PAGE)) {
            groups.put(group, table.ofPlugin(group.pluginId(), filter, 0, PER_PLUGIN));
        }
        return new QueuePage(query, now, counts, items, List.of(), groups);
    }

    Html write() {
        Html html = Layout.begin("Review queue", Layout.Place.QUEUE);
        html.open("div", "class", "headline").leaf("h1", "Review queue");
        html.leaf("p", summary(), "class", "quiet").close();
        states(html);
        search(html);
        if (query.byPlugin()) {
            groups.forEach((group, versions) -> group(html, group, versions));
        } else if (!entries.isEmpty()) {
            VersionList.write(html, entries, now, true);
        }
        if (entries.isEmpty() && groups.isEmpty()) {
            nothing(html);
        }
        VersionList.pages(html, query.page(), items, query.byPlugin() ? PLUGINS_PER_PAGE : PER_PAGE, query::path);
        return html;
    }

    private String summary() {
        long waiting = counts.getOrDefault(State.WAITING, 0L);
        return waiting == 0
                ? "No version is waiting for review."
                : Quantities.count(waiting, "version") + (waiting == 1 ? " is" : " are") + " waiting"
                        + (query.isNarrowed() ? " and match the filter." : ".");
    }

    private void states(Html html) {
        html.open("nav", "class", "tabs", "aria-label", "States").open("ul");
        for (State state : State.values()) {
            html.open("li");
            String path = query.with(state).path(1);
            if (state == query.state()) {
                html.open("a", "href", path, "aria-current", "page");
            } else {
                html.open("a", "href", path);
            }
            html.text(state.label + " ")
                    .leaf("span", counts.get(state), "class", "count")
                    .close(2);
        }
        html.close(2);
    }

    private void search(Html html) {
        html.open("form", "method", "get", "action", "/", "role", "search", "class", "filter");
        html.open("div", "class", "field grow").leaf("label", "Search", "for", "q");
        html.open(
                "input",
                "id",
                "q",
                "type",
                "search",
                "name",
                "q",
                "value",
                query.text(),
                "placeholder",
                "Plugin or version",
                "maxlength",
                "200");
        html.close();
        if (query.state() != State.WAITING) {
            html.open("input", "type", "hidden", "name", "state", "value", query.state().value);
        }
        select(html, "channel", "Channel", QueueQuery.CHANNELS, query.channel());
        select(html, "risk", "Risk", QueueQuery.RISKS, query.risk());
        html.open("div", "class", "field check");
        if (query.byPlugin()) {
            html.open("input", "id", "group", "type", "checkbox", "name", "group", "value", "plugin", "checked", "");
        } else {
            html.open("input", "id", "group", "type", "checkbox", "name", "group", "value", "plugin");
        }
        html.leaf("label", "Group by plugin", "for", "group").close();
        html.open("button", "type", "submit");
        Icon.SEARCH.write(html);
        html.text("Apply").close();
        if (query.isNarrowed()) {
            QueueQuery all = new QueueQuery("", query.state(), "", "", query.byPlugin(), 1);
            html.link(all.path(1), "Clear", "class", "clear");
        }
        html.close();
    }

    private static void select(Html html, String name, String label, List<String> values, String chosen) {
        html.open("div", "class", "field").leaf("label", label, "for", name);
        html.open("select", "id", name, "name", name).leaf("option", "Any", "value", "");
        for (String value : values) {
            if (value.equals(chosen)) {
                html.leaf("option", value, "value", value, "selected", "");
            } else {
                html.leaf("option", value, "value", value);
            }
        }
        html.close(2);
    }

    private void group(Html html, PluginGroup group, List<Entry> versions) {
        html.open("section", "class", "plugin").open("h2");
        html.link(
                VersionList.pluginPath(group.pluginId()),
                versions.isEmpty() ? group.pluginId() : versions.get(0).name());
        html.text(" ").leaf("span", group.versions(), "class", "count").close();
        html.leaf("p", group.pluginId(), "class", "quiet");
        VersionList.write(html, versions, now, false);
        if (group.versions() > versions.size()) {
            html.open("p")
                    .link(
                            VersionList.pluginPath(group.pluginId()),
                            "All versions of the plugin; " + (group.versions() - versions.size()) + " more match")
                    .close();
        }
        html.close();
    }

    private void nothing(Html html) {
        html.open("div", "class", "empty");
        Icon.CHECK.write(html);
        html.leaf("p", query.isNarrowed() ? "No version matches the filter." : "Nothing here.");
        html.close();
    }
}
