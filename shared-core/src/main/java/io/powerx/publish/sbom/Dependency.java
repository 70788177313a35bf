package io.powerx.publish.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sbom.Component.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JavaScript package states that it depends on.
 *
 * @param version a range or, in a lock file that contains it, the version that was chosen
 */
record Dependency(String name, String version, Scope scope) {
    /** The dependencies in package.json or in an entry of package-lock.json, which has the same fields (docs.npmjs.com, package.json). */
    static List<Dependency> of(JsonNode json) {
        List<Dependency> dependencies = new ArrayList<>();
        add(dependencies, json.path("dependencies"), Scope.REQUIRED);
        add(dependencies, json.path("optionalDependencies"), Scope.OPTIONAL);
        json.path("peerDependencies").properties().forEach(peer -> {
            boolean optional = json.path("peerDependenciesMeta")
                    .path(peer.getKey())
                    .path("optional")
                    .asBoolean();
            Scope scope = optional ? Scope.OPTIONAL : Scope.REQUIRED;
            dependencies.add(new Dependency(peer.getKey(), peer.getValue().asText(), scope));
        });
        add(dependencies, json.path("devDependencies"), Scope.EXCLUDED);
        return dependencies;
    }

    private static void add(List<Dependency> dependencies, JsonNode group, Scope scope) {
        group.properties()
                .forEach(each -> dependencies.add(
                        new Dependency(each.getKey(), each.getValue().asText(), scope)));
    }
}
