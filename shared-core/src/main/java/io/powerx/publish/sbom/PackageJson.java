package io.powerx.publish.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.util.List;

/** A project's package.json, as far as it decides which packages of a lock file the project needs. */
record PackageJson(List<Dependency> dependencies) {
    static final String FILE = "package.json";

    /** @throws UnreadableLockFile if it is not a JSON object */
    static PackageJson read(byte[] content) throws IOException {
        JsonNode json;
        try {
            json = Json.mapper().readTree(Utf8.decode(content));
        } catch (JsonProcessingException e) {
            throw new UnreadableLockFile("the package.json of the project is not JSON");
        }
        if (!json.isObject()) {
            throw new UnreadableLockFile("the package.json of the project is not a JSON object");
        }
        return new PackageJson(Dependency.of(json));
    }
}
