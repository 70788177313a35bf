package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.pack.PackRequest;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a precheck.
 *
 * @param publishedVersions versions of the channel, newest first; null if the Marketplace was not queried
 * @param coverageThreshold required line coverage in percent
 * @param testReports globs of JUnit XML reports (quality.tests); empty for the usual paths
 * @param coverageReports globs of coverage reports (quality.coverage); empty for the usual paths
 * @param notes text of the release notes; null if there are none
 * @param pack selects the files that would be packed
 * @param gates input of the quality gates; null for a registry without gates
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
