package io.powerx.publish.precheck.report;

import io.powerx.publish.precheck.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms that a report can have. */
public enum ReportForm {
    /** For people at a terminal. */
    TEXT,
    /** For scripts. */
    JSON,
    /** SARIF 2.1.0, for code scanning. */
    SARIF,
    /** JUnit's XML, a test case for each rule, for CI systems that show test results. */
    JUNIT,
    /** For job summaries and comments. */
    MARKDOWN;

    /** The name that a user gives. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The form of that name, if there is one. */
    public static Optional<ReportForm> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label().equals(label))
                .findFirst();
    }

    /**
     * @param rules those that were run, for the forms that describe them
     * @param folder the plugin's, relative to the repository with forward slashes, for forms whose reader knows only that; blank where it
     *     is the repository
     */
    public ReportRenderer renderer(List<Rule> rules, String folder) {
        return switch (this) {
            case TEXT -> new TextReport();
            case JSON -> new JsonReport();
            case SARIF -> new SarifReport(rules, folder);
            case JUNIT -> new JUnitXmlReport(rules);
            case MARKDOWN -> new MarkdownReport();
        };
    }
}
