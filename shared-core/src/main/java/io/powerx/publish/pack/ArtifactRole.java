package io.powerx.publish.pack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an artifact is for (contract, schema Artifact). */
public enum ArtifactRole {
    PACKAGE,
    INTEGRITY,
    SIGNATURE,
    SBOM,
    PROVENANCE,
    REPORT;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static ArtifactRole of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
