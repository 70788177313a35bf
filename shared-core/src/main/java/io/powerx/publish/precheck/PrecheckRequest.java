package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.pack.PackRequest;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to check against.
 *
 * @param publishedVersions versions of the channel, newest first; null where the Marketplace was not asked
 * @param coverageThreshold percent of lines
 * @param testReports globs of JUnit XML reports (quality.tests); empty for the usual places
 * @param coverageReports globs of coverage reports (quality.coverage); empty for the usual places
 * @param notes the release notes' text; null where there are none
 * @param pack what would be packed
 * @param gates what the registry's gates look at; null for a registry without them
 */
public record PrecheckRequest(
        Channel channel,
        @Nullable List<String> publishedVersions,
        double coverageThreshold,
        List<String> testReports,
        List<String> coverageReports,
        @Nullable String notes,
        PackRequest pack,
        @Nullable ReleaseGates gates)
        implements Serializable {}
