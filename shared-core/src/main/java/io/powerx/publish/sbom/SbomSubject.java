package io.powerx.publish.sbom;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a bill of materials is about.
 *
 * @param contentDigest SHA-256 of integrity.txt in hex
 * @param created SOURCE_DATE_EPOCH, otherwise the time of the commit; null if neither is known, never the clock
 * @param toolVersion version of this program
 */
public record SbomSubject(
        String pluginId,
        String name,
        String version,
        @Nullable String description,
        String contentDigest,
        @Nullable Instant created,
        String toolVersion)
        implements Serializable {}
