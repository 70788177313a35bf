package io.powerx.publish.precheck.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The coverage formats that are no XML. In this order one report is preferred where a tool writes several into one folder. */
final class CoverageFormat {
    private static final Pattern GO_BLOCK = Pattern.compile("(.+:\\d+\\.\\d+,\\d+\\.\\d+) (\\d{1,9}) (\\d{1,18})");
    private static final Pattern LCOV_LINE = Pattern.compile("DA:\\d{1,9},(-?\\d{1,18})(?:,.*)?");

    private CoverageFormat() {}

    /** Lines, or Go's statements. */
    record Counts(long covered, long total) {}

    /** LCOV's tracefile ({@code geninfo(1)}). */
    static Optional<Counts> lcov(InputStream in) throws IOException, UnreadableReport {
        long covered = 0;
        long total = 0;
        long summaryCovered = 0;
        long summaryTotal = 0;
        boolean open = false;
        boolean any = false;
        int number = 0;
        BufferedReader reader = text(in);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            Matcher data = LCOV_LINE.matcher(line);
            if (data.matches()) {
                total++;
                covered += Long.parseLong(data.group(1)) > 0 ? 1 : 0;
            } else if (line.startsWith("LF:")) {
                summaryTotal += count(line, number);
            } else if (line.startsWith("LH:")) {
                summaryCovered += count(line, number);
            }
            any |= line.startsWith("SF:");
            open = line.startsWith("SF:") || (open && !line.startsWith("end_of_record"));
        }
        if (open) {
            throw new UnreadableReport("it ends in the middle of a file's record", number, null);
        }
        if (!any) {
            return Optional.empty();
        }
        return Optional.of(total > 0 ? new Counts(covered, total) : new Counts(summaryCovered, summaryTotal));
    }

    /** What {@code go test -coverprofile} writes. Blocks that several packages' tests report are counted once. */
    static Optional<Counts> goProfile(InputStream in) throws IOException, UnreadableReport {
        BufferedReader reader = text(in);
        String first = reader.readLine();
        if (first == null || !first.matches("mode: (?:set|count|atomic)")) {
            return Optional.empty();
        }
        Map<String, long[]> blocks = new HashMap<>();
        int number = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            Matcher block = GO_BLOCK.matcher(line);
            if (block.matches()) {
                long[] counts = blocks.computeIfAbsent(block.group(1), key -> new long[2]);
                counts[0] = Long.parseLong(block.group(2));
                counts[1] = Math.max(counts[1], Long.parseLong(block.group(3)));
            } else if (!line.isBlank() && !line.startsWith("mode:")) {
                throw new UnreadableReport("a line is not a block of a Go cover profile", number, null);
            }
        }
        long total = 0;
        long covered = 0;
        for (long[] counts : blocks.values()) {
            total += counts[0];
            covered += counts[1] > 0 ? counts[0] : 0;
        }
        return Optional.of(new Counts(covered, total));
    }

    /** Istanbul's json-summary, which Jest, Vitest and c8 write. */
    static Optional<Counts> istanbulSummary(InputStream in) throws UnreadableReport {
        try {
            JsonNode lines = Json.mapper().readTree(in).path("total").path("lines");
            return lines.path("total").isIntegralNumber()
                            && lines.path("covered").isIntegralNumber()
                    ? Optional.of(new Counts(
                            lines.path("covered").longValue(),
                            lines.path("total").longValue()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UnreadableReport("it is not JSON", 0, e);
        }
    }

    private static long count(String line, int number) throws UnreadableReport {
        String digits = line.substring(3).strip();
        if (!digits.matches("\\d{1,15}")) {
            throw new UnreadableReport("a count is not a number", number, null);
        }
        return Long.parseLong(digits);
    }

    private static BufferedReader text(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
