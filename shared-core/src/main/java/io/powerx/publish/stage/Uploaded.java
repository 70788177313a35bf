package io.powerx.publish.stage;

import java.util.List;
import java.util.Map;

/**
 * A release whose parts have been uploaded.
 *
 * @param etags of an artifact's parts in order, by the artifact's name; only of artifacts that had to be uploaded
 */
public record Uploaded(Registered registered, Map<String, List<String>> etags) implements Progress.AfterRegistration {}
