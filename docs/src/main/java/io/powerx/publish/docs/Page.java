package io.powerx.publish.docs;

/**
 * A generated page.
 *
 * @param path relative to the docs folder
 */
public record Page(String path, String text) {
    static final String NOTICE = "<!-- Generated from the code, see CONTRIBUTING.md. Do not edit. -->\n\n";

    static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }
}
