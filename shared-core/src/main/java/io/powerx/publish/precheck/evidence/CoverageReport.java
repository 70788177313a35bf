package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The contents of one coverage report, by source file. */
final class CoverageReport {
    /** The limit for all files together: 32 MiB. */
    private static final long MAX_BITS = 1L << 28;

    /** The key of everything that a report does not attribute to a file. */
    static final String WHOLE = "";

    private static final Pattern RATE = Pattern.compile("0(?:\\.\\d{1,20})?|1(?:\\.0{1,20})?");

    private final Map<String, FileCoverage> files = new LinkedHashMap<>();
    private long bits;
    private @Nullable Instant written;
    private @Nullable Double percent;

    /** The source files, by their paths in the report. */
    Map<String, FileCoverage> files() {
        return files;
    }

    FileCoverage file(String name) {
        return files.computeIfAbsent(name, key -> new FileCoverage());
    }

    /**
     * Records a line of a source file.
     *
     * @param report line number in the report, for the error message
     * @throws UnreadableReport if the line number is implausible, or if the report has too many lines
     */
    void line(FileCoverage file, long number, boolean covered, int report) throws UnreadableReport {
        if (number == 0) {
            // gcov attributes code that it cannot place to line 0.
            return;
        }
        if (number < 0 || number > FileCoverage.MAX_LINE) {
            throw new UnreadableReport("it contains the impossible line number " + number, report, null);
        }
        int before = file.size();
        file.line((int) number, covered);
        bits += file.size() - before;
        if (bits > MAX_BITS) {
            throw new UnreadableReport("it contains too many lines", report, null);
        }
    }

    /** Records a time that the report states. */
    void written(@Nullable Instant time) {
        written = DatedReport.later(written, time);
    }

    /** When the report was written; empty if it does not state that. */
    Optional<Instant> written() {
        return Optional.ofNullable(written);
    }

    /**
     * Records the share of covered lines of a report that has no counts.
     *
     * @param rate from 0 to 1; other texts are ignored
     */
    void rate(@Nullable String rate) {
        if (rate != null && RATE.matcher(rate.strip()).matches()) {
            percent = new BigDecimal(rate.strip()).movePointRight(2).doubleValue();
        }
    }

    /** The percentage of covered lines, if the report states it and has no counts. */
    Optional<Double> percent() {
        return counts().total() == 0 ? Optional.ofNullable(percent) : Optional.empty();
    }

    Counts counts() {
        return files.values().stream().map(FileCoverage::counts).reduce(Counts.NONE, Counts::plus);
    }
}
