package io.powerx.publish.precheck.evidence;

import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formats of coverage reports, from most to least detailed. If a tool writes several formats to one folder, the
 * first one is used.
 */
enum CoverageFormat {
    /** LCOV's tracefile ({@code geninfo(1)}). */
    LCOV,

    /** Cobertura, JaCoCo, Clover and OpenCover XML. */
    XML,

    /** Istanbul and coverage.py JSON. */
    JSON,

    /** The output of {@code go test -coverprofile}. */
    GO;

    private static final Pattern GO_BLOCK = Pattern.compile("(.+):(\\d+\\.\\d+,\\d+\\.\\d+) (\\d{1,9}) (\\d{1,18})");
    private static final Pattern LCOV_LINE =
            Pattern.compile("DA:(\\d{1,9}),(-?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,3})?)\\s*(?:,.*)?");

    /** Derives the format from the name of a file. */
    static CoverageFormat of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".info") || name.endsWith(".lcov")) {
            return LCOV;
        }
        return name.endsWith(".xml") ? XML : name.endsWith(".json") ? JSON : GO;
    }

    /**
     * Reads a report.
     *
     * @return empty if the report has another format
     */
    Optional<CoverageReport> read(InputStream in) throws IOException, UnreadableReport {
        return switch (this) {
            case LCOV -> lcov(in);
            case XML -> XmlCoverage.read(in);
            case JSON -> JsonCoverage.read(in);
            case GO -> goProfile(in);
        };
    }

    private static Optional<CoverageReport> lcov(InputStream in) throws IOException, UnreadableReport {
        CoverageReport report = new CoverageReport();
        FileCoverage file = null;
        long found = 0;
        long hit = 0;
        int number = 0;
        BufferedReader reader = text(in);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (number == 1) {
                line = withoutByteOrderMark(line);
            }
            if (line.startsWith("SF:")) {
                file = report.file(line.substring(3).strip());
                found = 0;
                hit = 0;
            } else if (file != null) {
                Matcher data = LCOV_LINE.matcher(line);
                if (data.matches()) {
                    report.line(
                            file, Long.parseLong(data.group(1)), new BigDecimal(data.group(2)).signum() > 0, number);
                } else if (line.startsWith("DA:")) {
                    throw new UnreadableReport("a line or its count is not a number", number, null);
                } else if (line.startsWith("LF:")) {
                    found = count(line, number);
                } else if (line.startsWith("LH:")) {
                    hit = count(line, number);
                } else if (line.startsWith("end_of_record")) {
                    file.summary(new Counts(hit, found));
                    file = null;
                }
            }
        }
        if (file != null) {
            throw new UnreadableReport("it ends in the middle of a file's record", number, null);
        }
        return report.files().isEmpty() ? Optional.empty() : Optional.of(report);
    }

    private static Optional<CoverageReport> goProfile(InputStream in) throws IOException, UnreadableReport {
        BufferedReader reader = text(in);
        String first = reader.readLine();
        if (first == null || !withoutByteOrderMark(first).matches("mode: (?:set|count|atomic)")) {
            return Optional.empty();
        }
        CoverageReport report = new CoverageReport();
        int number = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            Matcher block = GO_BLOCK.matcher(line);
            if (block.matches()) {
                report.file(block.group(1))
                        .block(block.group(2), Long.parseLong(block.group(3)), Long.parseLong(block.group(4)) > 0);
            } else if (!line.isBlank() && !line.startsWith("mode:")) {
                throw new UnreadableReport("a line is not a block of a Go cover profile", number, null);
            }
        }
        return Optional.of(report);
    }

    private static long count(String line, int number) throws UnreadableReport {
        String digits = line.substring(3).strip();
        if (!digits.matches("\\d{1,15}")) {
            throw new UnreadableReport("a count is not a number", number, null);
        }
        return Long.parseLong(digits);
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static BufferedReader text(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
