package io.powerx.publish.sbom;

import java.io.Serializable;
import java.util.List;

/**
 * A software bill of materials.
 *
 * @param json CycloneDX 1.6; the same bytes for the same input
 * @param components how many it lists
 * @param problems files that could not be read, as sentences without a full stop, safe to show; the document states then that it is
 *     incomplete
 */
@SuppressWarnings("ArrayRecordComponent")
public record BillOfMaterials(byte[] json, int components, List<String> problems) implements Serializable {
    /** The media type of CycloneDX in JSON. */
    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    /** The recommended extension of such a file. */
    public static final String EXTENSION = ".cdx.json";

    public static final String SPEC_VERSION = "1.6";
}
