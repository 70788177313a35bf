package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.TelemetryCoverage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The common parts of all pages. */
final class Layout {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Layout() {}

    /** Starts a page; the caller adds the content. */
    static Html begin(String title) {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.leaf("title", title + " - Sandbox Marketplace");
        html.open("link", "rel", "stylesheet", "href", "/static/sandbox.css").close();
        html.open("body");
        html.open("header").link("/", "Sandbox Marketplace").close();
        html.open("main").leaf("h1", title);
        return html;
    }

    static String time(@Nullable Instant instant) {
        return instant == null ? "-" : TIME.format(instant);
    }

    static void status(Html html, String status) {
        html.leaf("span", status.replace('_', ' '), "class", "status " + status);
    }

    static void headings(Html html, String... names) {
        html.open("thead").open("tr");
        for (String name : names) {
            html.leaf("th", name, "scope", "col");
        }
        html.close(2);
    }

    static void coverage(Html html, TelemetryCoverage coverage) {
        if (coverage.received() == 0) {
            html.leaf("p", "No telemetry has been received.");
            return;
        }
        html.leaf(
                "p",
                String.format(
                        Locale.ROOT,
                        "%d of %d events arrived (%.1f %%), %d lost. Runs: %d, of which %d have not reported their end.",
                        coverage.received(),
                        coverage.expected(),
                        100.0 * coverage.received() / coverage.expected(),
                        coverage.lost(),
                        coverage.runs(),
                        coverage.open()));
    }

    static String bytes(long size) {
        if (size < 1 << 10) {
            return size + " B";
        }
        int exponent = (63 - Long.numberOfLeadingZeros(size)) / 10;
        return String.format(
                Locale.ROOT, "%.1f %ciB", (double) size / (1L << (exponent * 10)), "KMGTPE".charAt(exponent - 1));
    }
}
