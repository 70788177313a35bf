package io.powerx.publish.sandbox.html;

/** The pictures of the console. They only repeat the text next to them. */
public enum Icon {
    CHECK("M3.5 8.5l3 3 6-7"),
    CROSS("M4 4l8 8M12 4l-8 8"),
    WARNING("M8 2.2l6.3 11.3H1.7zM8 6.3v3.4M8 11.5v.4"),
    CLOCK("M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.8V8l2.2 1.6"),
    PAUSE("M5.5 3.5v9M10.5 3.5v9"),
    COMMENT("M2.5 3.5h11v7h-6l-3 2.7v-2.7h-2z"),
    UNDO("M5.5 3L2.5 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6"),
    SEARCH("M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4l3.4 3.4"),
    PACKAGE("M8 1.8l5.5 3v6.4L8 14.2l-5.5-3V4.8zM2.7 4.9L8 7.8l5.3-2.9M8 7.8v6.2"),
    UPLOAD("M8 11V2.5M4.8 5.5L8 2.3l3.2 3.2M2.8 10.5v3h10.4v-3"),
    DOT("M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /** Adds the picture, hidden from screen readers. */
    public void write(Html html) {
        html.open(
                "svg",
                "class",
                "icon",
                "viewBox",
                "0 0 16 16",
                "width",
                "16",
                "height",
                "16",
                "aria-hidden",
                "true",
                "focusable",
                "false");
        html.open("path", "d", path).close(2);
    }
}
