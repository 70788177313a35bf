package io.powerx.publish.error;

/** Addresses of the documentation, for messages: a path of this repository means nothing to users who have only the program. */
public final class DocsLink {
    private static final String BASE = "https://github.com/powerx/px-publish/blob/main/docs/";

    private DocsLink() {}

    /** @param page relative to the docs folder, such as {@code reference/errors.md#internal_error} */
    public static String to(String page) {
        return BASE + page;
    }
}
