package io.powerx.publish.precheck;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.error.SourceLocation;

/** Finds the places of patterns in the project's configuration. */
public final class ConfiguredTexts {
    private ConfiguredTexts() {}

    /**
     * The place of a text.
     *
     * @param pointer JSON pointer of a list of texts, or of a single one
     * @return the place of the key if no item has the text
     */
    public static SourceLocation locate(ConfigDocument document, String pointer, String text) {
        JsonNode texts = document.root().at(pointer);
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).asText().strip().equals(text)) {
                return document.locate(pointer + "/" + i);
            }
        }
        return document.locate(pointer);
    }
}
