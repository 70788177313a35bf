package io.powerx.publish.precheck.report;

import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of a precheck report. */
public enum ReportForm {
    /** For people at a terminal. */
    TEXT,
    /** For scripts. */
    JSON,
    /** SARIF 2.1.0, for code scanning. */
    SARIF,
    /** JUnit XML with a test case for each rule, for CI systems that show test results. */
    JUNIT,
    /** For job summaries and comments. */
    MARKDOWN;

    /** The name of the format in options. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format with this label; empty if there is none. */
    public static Optional<ReportForm> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label().equals(label))
                .findFirst();
    }

    /**
     * @param rules all rules, for formats that describe them
     * @param folder the folder of the plugin relative to the repository, with forward slashes, for formats whose
     *     paths start there; empty for the root
     */
    public ReportRenderer renderer(List<Rule> rules, String folder) {
        return renderer(rules, folder, MessageCatalog.ENGLISH);
    }

    /**
     * Like {@link #renderer(List, String)}.
     *
     * @param messages the language of {@link #TEXT}; the other formats are read by machines, or by everyone who sees a repository
     */
    public ReportRenderer renderer(List<Rule> rules, String folder, MessageCatalog messages) {
        return switch (this) {
            case TEXT -> new TextReport(messages);
            case JSON -> new JsonReport();
            case SARIF -> new SarifReport(rules, folder);
            case JUNIT -> new JUnitXmlReport(rules);
            case MARKDOWN -> new MarkdownReport();
        };
    }
}
