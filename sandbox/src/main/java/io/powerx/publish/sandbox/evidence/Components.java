package io.powerx.publish.sandbox.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A bill of materials in CycloneDX. All texts are foreign.
 *
 * @param specVersion of CycloneDX
 * @param count all components
 * @param complete false if the document states that it is incomplete
 * @param shown the first 300
 */
public record Components(String specVersion, int count, boolean complete, List<Part> shown) {
    private static final int MAX_COMPONENTS = 300;

    /**
     * A component.
     *
     * @param licenses empty if the document does not state them
     */
    public record Part(String name, String version, String scope, String licenses, String purl) {}

    static Components of(JsonNode document) {
        List<Part> shown = new ArrayList<>();
        JsonNode components = document.path("components");
        for (int i = 0; i < Math.min(MAX_COMPONENTS, components.size()); i++) {
            // A path, because what should be a list may be anything else.
            JsonNode component = components.path(i);
            String group = component.path("group").asText();
            shown.add(new Part(
                    (group.isEmpty() ? "" : group + "/")
                            + component.path("name").asText(),
                    component.path("version").asText(),
                    component.path("scope").asText(),
                    licenses(component.path("licenses")),
                    component.path("purl").asText()));
        }
        boolean incomplete = StreamSupport.stream(document.path("compositions").spliterator(), false)
                .anyMatch(composition -> composition.path("aggregate").asText().startsWith("incomplete"));
        return new Components(document.path("specVersion").asText(), components.size(), !incomplete, shown);
    }

    private static String licenses(JsonNode licenses) {
        return StreamSupport.stream(licenses.spliterator(), false)
                .map(each -> each.has("expression")
                        ? each.path("expression").asText()
                        : each.at("/license/id").asText(each.at("/license/name").asText()))
                .collect(Collectors.joining(", "));
    }
}
