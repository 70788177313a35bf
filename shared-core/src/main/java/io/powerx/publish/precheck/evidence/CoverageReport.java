package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one coverage report says, file by file. */
final class CoverageReport {
    /** Of all files together: 32 MiB. */
    private static final long MAX_BITS = 1L << 28;

    /** Stands for everything that a report does not attribute to a file. */
    static final String WHOLE = "";

    private final Map<String, FileCoverage> files = new LinkedHashMap<>();
    private long bits;

    /** The files by the names that the report uses. */
    Map<String, FileCoverage> files() {
        return files;
    }

    FileCoverage file(String name) {
        return files.computeIfAbsent(name, key -> new FileCoverage());
    }

    /**
     * Notes a line of a file.
     *
     * @param report line of the report, for the message
     * @throws UnreadableReport if no source file has such a line, or if the report has more lines than any project
     */
    void line(FileCoverage file, long number, boolean covered, int report) throws UnreadableReport {
        if (number == 0) {
            // gcov attributes code that it cannot place to line 0.
            return;
        }
        if (number < 0 || number > FileCoverage.MAX_LINE) {
            throw new UnreadableReport("it counts line " + number + " of a file", report, null);
        }
        int before = file.size();
        file.line((int) number, covered);
        bits += file.size() - before;
        if (bits > MAX_BITS) {
            throw new UnreadableReport("it counts more lines than can be read", report, null);
        }
    }

    Counts counts() {
        return files.values().stream().map(FileCoverage::counts).reduce(Counts.NONE, Counts::plus);
    }
}
