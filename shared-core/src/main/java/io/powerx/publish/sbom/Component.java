package io.powerx.publish.sbom;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A library that a plugin contains or was built with.
 *
 * @param group such as {@code @types} or {@code org.slf4j}; empty if there is none
 * @param version null if the file does not pin one
 * @param hashes of the library's archive in hex, by the name of the algorithm in CycloneDX
 */
record Component(
        Ecosystem ecosystem,
        String group,
        String name,
        @Nullable String version,
        Scope scope,
        Map<String, String> hashes) {
    static final Comparator<Component> ORDER = Comparator.comparing(Component::purl);

    /** The package managers. */
    enum Ecosystem {
        NPM("npm"),
        GO("golang"),
        PYTHON("pypi"),
        MAVEN("maven");

        private final String purlType;

        Ecosystem(String purlType) {
            this.purlType = purlType;
        }
    }

    /** Whether the plugin needs the component at run time; the first one counts if files disagree. */
    enum Scope {
        REQUIRED,
        OPTIONAL,
        EXCLUDED;

        Scope strongest(Scope other) {
            return compareTo(other) <= 0 ? this : other;
        }

        Scope weakest(Scope other) {
            return compareTo(other) >= 0 ? this : other;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Component {
        hashes = Map.copyOf(hashes);
    }

    /** @param fullName with the scope, such as {@code @types/node} */
    static Component npm(String fullName, @Nullable String version, Scope scope, @Nullable String integrity) {
        int slash = fullName.startsWith("@") ? fullName.indexOf('/') : -1;
        return new Component(
                Ecosystem.NPM,
                slash < 0 ? "" : fullName.substring(0, slash),
                fullName.substring(slash + 1),
                version,
                scope,
                SubresourceIntegrity.hashes(integrity));
    }

    /** @param path of the module */
    static Component go(String path, String version) {
        int slash = path.lastIndexOf('/');
        return new Component(
                Ecosystem.GO,
                slash < 0 ? "" : path.substring(0, slash),
                path.substring(slash + 1),
                version,
                Scope.REQUIRED,
                Map.of());
    }

    /** Names are normalized, as PEP 503 and the purl specification require. */
    static Component python(String name, @Nullable String version, Scope scope) {
        return new Component(
                Ecosystem.PYTHON,
                "",
                name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"),
                version,
                scope,
                Map.of());
    }

    static Component maven(String group, String artifact, @Nullable String version, Scope scope) {
        return new Component(Ecosystem.MAVEN, group, artifact, version, scope, Map.of());
    }

    Component in(Scope newScope) {
        return new Component(ecosystem, group, name, version, newScope, hashes);
    }

    /** The package URL (purl specification); components with the same one are the same. */
    String purl() {
        StringBuilder purl =
                new StringBuilder("pkg:").append(ecosystem.purlType).append('/');
        if (!group.isEmpty()) {
            for (String segment : cased(group).split("/")) {
                purl.append(PercentEncoding.encode(segment)).append('/');
            }
        }
        purl.append(PercentEncoding.encode(cased(name)));
        if (version != null) {
            purl.append('@').append(PercentEncoding.encode(version));
        }
        return purl.toString();
    }

    /** The specification has Go modules in lower case. */
    private String cased(String text) {
        return ecosystem == Ecosystem.GO ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** The same component with what both files state. */
    Component merged(Component other) {
        Map<String, String> all = new TreeMap<>(other.hashes);
        all.putAll(hashes);
        return new Component(ecosystem, group, name, version, scope.strongest(other.scope), all);
    }
}
