package io.powerx.publish.upload;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The result of an upload.
 *
 * @param etags artifact name to the etags of its parts in order
 * @param bytesSent bytes of bodies, repeats included
 */
public record UploadSummary(Map<String, List<String>> etags, long bytesSent) implements Serializable {}
