package io.powerx.publish.sandbox.evidence;

import io.powerx.publish.diff.PackageDiff;
import io.powerx.publish.sandbox.api.PublishRecord;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a version since an approved one.
 *
 * @param base the approved version; null if there is none
 * @param diff null if there is no such version, or the packages cannot be compared
 * @param problem why they cannot be compared, as a clause; null if they can
 */
public record Comparison(
        @Nullable PublishRecord base,
        @Nullable PackageDiff diff,
        @Nullable String problem) {}
