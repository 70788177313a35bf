package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.ConsoleTable.Entry;
import io.powerx.publish.sandbox.api.Reviews;
import io.powerx.publish.sandbox.html.Chips;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/** A list of versions, and the links to its other pages. */
final class VersionList {
    private VersionList() {}

    static String pluginPath(String pluginId) {
        return "/plugins/" + URLEncoder.encode(pluginId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param named whether each item names its plugin */
    static void write(Html html, List<Entry> entries, Instant now, boolean named) {
        html.open("ol", "class", "versions");
        entries.forEach(entry -> item(html, entry, now, named));
        html.close();
    }

    private static void item(Html html, Entry entry, Instant now, boolean named) {
        html.open("li").open("div", "class", "what");
        html.open("p", "class", "title");
        html.link("/versions/" + entry.versionId(), named ? entry.name() + " " + entry.version() : entry.version());
        html.text(" ");
        Chips.channel(html, entry.channel());
        html.text(" ");
        Chips.risk(html, entry.risk());
        html.close();
        html.open("p", "class", "quiet");
        if (named) {
            html.link(pluginPath(entry.pluginId()), entry.pluginId()).text(" · ");
        }
        html.text((entry.submittedAt() == null ? "registered by " : "submitted by ") + entry.registeredBy() + " ");
        Words.time(html, entry.submittedAt() == null ? entry.createdAt() : entry.submittedAt());
        html.close();
        String notes = entry.notes();
        if (notes != null && !notes.isBlank()) {
            html.open("p", "class", "excerpt").prose(notes.strip()).close();
        }
        html.close();
        html.open("div", "class", "when");
        Chips.state(html, entry.state());
        Instant submitted = entry.submittedAt();
        if (entry.state().equals("queued") && submitted != null) {
            waiting(html, Duration.between(submitted, now));
        } else if (entry.decidedAt() != null && entry.decidedBy() != null) {
            html.open("span", "class", "quiet").text("by " + entry.decidedBy() + " ");
            Words.time(html, entry.decidedAt());
            html.close();
        }
        html.close(2);
    }

    /** A wait beyond the expected duration of a review is marked. */
    static void waiting(Html html, Duration wait) {
        if (wait.compareTo(Reviews.EXPECTED) > 0) {
            html.leaf(
                    "span",
                    Words.duration(wait) + ", longer than " + Words.duration(Reviews.EXPECTED),
                    "class",
                    "late");
        } else {
            html.leaf("span", Words.duration(wait.isNegative() ? Duration.ZERO : wait), "class", "quiet");
        }
    }

    /** The page that is shown for a page number in an address: the list may have become shorter since the link was made. */
    static int existing(int page, long items, int perPage) {
        return (int) Math.min(page, last(items, perPage));
    }

    private static long last(long items, int perPage) {
        return Math.max(1, (items + perPage - 1) / perPage);
    }

    /**
     * @param page as {@link #existing} returns it
     * @param path the address of a page, which is counted from 1
     */
    static void pages(Html html, int page, long items, int perPage, IntFunction<String> path) {
        long last = last(items, perPage);
        if (last == 1) {
            return;
        }
        html.open("nav", "class", "pages", "aria-label", "Pages");
        if (page > 1) {
            html.link(path.apply(page - 1), "Previous", "rel", "prev");
        }
        html.leaf("span", "Page " + page + " of " + last);
        if (page < last) {
            html.link(path.apply(page + 1), "Next", "rel", "next");
        }
        html.close();
    }
}
