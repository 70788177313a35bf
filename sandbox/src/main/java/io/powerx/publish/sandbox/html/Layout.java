package io.powerx.publish.sandbox.html;

import org.jspecify.annotations.Nullable;

/** The common parts of all pages. */
public final class Layout {
    /** The pages in the navigation. */
    public enum Place {
        QUEUE("/", "Review queue"),
        TELEMETRY("/telemetry", "Telemetry"),
        /** A page that is not in the navigation. */
        ELSEWHERE("", "");

        private final String path;
        private final String label;

        Place(String path, String label) {
            this.path = path;
            this.label = label;
        }
    }

    private Layout() {}

    /** Starts a page; the caller adds the content. */
    public static Html begin(String title, Place place) {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.leaf("title", title + " · PowerX Marketplace (sandbox)");
        html.open("link", "rel", "icon", "type", "image/svg+xml", "href", "/static/icon.svg");
        html.open("link", "rel", "stylesheet", "href", "/static/sandbox.css").close();
        html.open("body");
        html.link("#main", "Skip to content", "class", "skip");
        html.open("header", "class", "site").open("div", "class", "wide");
        html.open("a", "class", "brand", "href", "/");
        Icon.PACKAGE.write(html);
        html.leaf("span", "PowerX Marketplace")
                .leaf("span", "Sandbox", "class", "badge")
                .close();
        html.open("nav", "aria-label", "Console").open("ul");
        for (Place each : Place.values()) {
            if (each != Place.ELSEWHERE) {
                html.open("li");
                if (each == place) {
                    html.link(each.path, each.label, "aria-current", "page");
                } else {
                    html.link(each.path, each.label);
                }
                html.close();
            }
        }
        html.close(2);
        html.leaf("p", "Signed in as reviewer", "class", "who");
        html.close(2);
        html.open("main", "id", "main", "class", "wide", "tabindex", "-1");
        return html;
    }

    /** Links to the pages above this one; alternating paths and texts. */
    public static void breadcrumbs(Html html, String here, String... above) {
        html.open("nav", "class", "crumbs", "aria-label", "Breadcrumb").open("ol");
        for (int i = 0; i < above.length; i += 2) {
            html.open("li").link(above[i], above[i + 1]).close();
        }
        html.leaf("li", here, "aria-current", "page").close(2);
    }

    /** Adds a name with a value; nothing if the value is null or empty. The address of a web page becomes a link. */
    public static void fact(Html html, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        html.open("div").leaf("dt", name).open("dd");
        if (WebAddress.isPage(value)) {
            html.link(value, value, "rel", WebAddress.REL);
        } else {
            html.text(value);
        }
        html.close(2);
    }

    /** Adds a table's headings; the caller adds the body. */
    public static void headings(Html html, String... names) {
        html.open("thead").open("tr");
        for (String name : names) {
            html.leaf("th", name, "scope", "col");
        }
        html.close(2);
    }

    /** Opens a table that scrolls in its own box if it is too wide; three levels to close. */
    public static void table(Html html, String label, String... headings) {
        html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
        html.open("table");
        headings(html, headings);
        html.open("tbody");
    }
}
