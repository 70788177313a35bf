package io.powerx.publish.precheck.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON coverage formats: Istanbul's json-summary and json ({@code coverage-final.json}), which Jest, Vitest, nyc
 * and c8 write, and that of coverage.py. Only the part about one source file is in memory at a time.
 */
final class JsonCoverage {
    private final CoverageReport report = new CoverageReport();
    private @Nullable Counts total;

    private JsonCoverage() {}

    /** Reads a report; empty if it has none of these formats. */
    static Optional<CoverageReport> read(InputStream in) throws UnreadableReport {
        JsonCoverage coverage = new JsonCoverage();
        try (JsonParser parser = Json.mapper().createParser(in)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                coverage.entries(parser);
            }
        } catch (IOException e) {
            throw new UnreadableReport("it is not JSON", 0, e);
        }
        return coverage.result();
    }

    private void entries(JsonParser parser) throws IOException, UnreadableReport {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            if (object && key.equals("files")) {
                entries(parser);
            } else if (object) {
                entry(key, Json.lenient().readTree(parser));
            } else {
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new UnreadableReport("it is not JSON", 0, null);
        }
    }

    private void entry(String key, JsonNode value) throws UnreadableReport {
        Counts counts = counts(value);
        if (key.equals("total") || key.equals("totals")) {
            total = counts;
        } else if (key.equals("meta")) {
            report.written(DatedReport.latest(value.path("timestamp").asText(null)));
        } else if (value.path("statementMap").isObject() && value.path("s").isObject()) {
            statements(report.file(value.path("path").asText(key)), value);
        } else if (value.path("executed_lines").isArray()
                && value.path("missing_lines").isArray()) {
            FileCoverage file = report.file(key);
            lines(file, value.path("executed_lines"), true);
            lines(file, value.path("missing_lines"), false);
        } else if (counts != null) {
            report.file(key).summary(counts);
        }
    }

    /** A line is covered if one of the statements that begin there was executed, as Istanbul counts it. */
    private void statements(FileCoverage file, JsonNode coverage) throws UnreadableReport {
        for (Map.Entry<String, JsonNode> statement :
                coverage.path("statementMap").properties()) {
            JsonNode line = statement.getValue().path("start").path("line");
            if (line.isIntegralNumber()) {
                boolean covered = coverage.path("s").path(statement.getKey()).asLong() > 0;
                report.line(file, line.longValue(), covered, 0);
            }
        }
    }

    private void lines(FileCoverage file, JsonNode numbers, boolean covered) throws UnreadableReport {
        for (JsonNode number : numbers) {
            report.line(file, number.asLong(), covered, 0);
        }
    }

    private Optional<CoverageReport> result() {
        Counts totals = total;
        if (report.files().isEmpty() && totals != null) {
            report.file(CoverageReport.WHOLE).summary(totals);
        }
        return report.files().isEmpty() ? Optional.empty() : Optional.of(report);
    }

    /** The lines of Istanbul's summary, or the statements of coverage.py. */
    private static @Nullable Counts counts(JsonNode entry) {
        Counts lines = counts(entry.path("lines"), "covered", "total");
        return lines == null ? counts(entry, "covered_lines", "num_statements") : lines;
    }

    private static @Nullable Counts counts(JsonNode entry, String coveredKey, String totalKey) {
        JsonNode covered = entry.path(coveredKey);
        JsonNode all = entry.path(totalKey);
        return covered.isIntegralNumber() && all.isIntegralNumber()
                ? new Counts(covered.longValue(), all.longValue())
                : null;
    }
}
