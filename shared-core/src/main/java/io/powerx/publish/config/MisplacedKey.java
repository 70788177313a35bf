package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds where a key belongs that a section of the project's configuration does not have. */
final class MisplacedKey {
    private static final int MAX_PLACES = 3;

    /** Other words for keys of the configuration, some of them from older files of PowerX. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "signing", "signer",
            "signature", "signer",
            "marketplaces", "publish.targets",
            "canaryBatches", "rollout.batches",
            "windowStart", "window.start",
            "tenantFilter", "tenants",
            "store", "artifactStore");

    /** Settings that are often looked for in project files, which cannot set them. */
    private static final Set<Setting> ELSEWHERE = EnumSet.of(
            Setting.API_URL,
            Setting.TOKEN,
            Setting.SIGNING_KEY,
            Setting.SIGNING_PASSPHRASE,
            Setting.SIGNING_ENDPOINT,
            Setting.DRY_RUN,
            Setting.PROXY,
            Setting.TENANT,
            Setting.WAIT);

    /** Other words for them. */
    private static final Map<String, Setting> OTHER_WORDS = Map.of(
            "url", Setting.API_URL,
            "baseUrl", Setting.API_URL,
            "endpoint", Setting.API_URL,
            "marketplaceUrl", Setting.API_URL,
            "key", Setting.SIGNING_KEY,
            "privateKey", Setting.SIGNING_KEY,
            "passphrase", Setting.SIGNING_PASSPHRASE,
            "apiKey", Setting.TOKEN,
            "marketplaceToken", Setting.TOKEN);

    private static final Map<String, List<String>> SECTIONS = sections();

    private MisplacedKey() {}

    /**
     * The places of a key in other sections, as dotted keys; empty if there are none.
     *
     * @param section the dotted key of the section with the key; empty for the file itself
     */
    static List<String> places(String key, String section) {
        String other = OTHER_NAMES.get(key);
        if (other != null) {
            return List.of(other);
        }
        String known = SECTIONS.containsKey(key) ? key : ClosestMatch.to(key, SECTIONS.keySet());
        return known == null
                ? List.of()
                : SECTIONS.getOrDefault(known, List.of()).stream()
                        .filter(parent -> !parent.equals(section))
                        .map(parent -> parent + "." + known)
                        .limit(MAX_PLACES)
                        .toList();
    }

    /** The setting with that name, which project files cannot set; empty if there is none. */
    static Optional<Setting> setting(String key) {
        String id = key.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
        return Optional.ofNullable(OTHER_WORDS.get(key)).or(() -> ELSEWHERE.stream()
                .filter(setting -> setting.id().equals(id))
                .findFirst());
    }

    /** The sections by the keys that they have, according to the schema. */
    private static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new TreeMap<>();
        JsonNode schema = ConfigSchema.publish();
        schema.path("properties").properties().forEach(section -> resolved(section.getValue(), schema)
                .path("properties")
                .fieldNames()
                .forEachRemaining(key -> {
                    if (!section.getValue().path("deprecated").asBoolean()) {
                        sections.computeIfAbsent(key, none -> new ArrayList<>()).add(section.getKey());
                    }
                }));
        return sections;
    }

    private static JsonNode resolved(JsonNode node, JsonNode schema) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? schema.at(reference.substring(1)) : node;
    }
}
