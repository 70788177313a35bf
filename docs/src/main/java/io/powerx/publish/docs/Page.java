package io.powerx.publish.docs;

/**
 * A generated page.
 *
 * @param path relative to the docs folder
 */
public record Page(String path, String text) {
    static final String NOTICE =
            "<!-- Made from the code by docs/. Do not edit: mvn test -pl docs -am -Ddocs.update=true -->\n\n";

    static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }
}
