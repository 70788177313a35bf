package io.powerx.publish.precheck.report;

import io.powerx.publish.precheck.PrecheckReport;

/** Renders a precheck report in one format. Text from the files of the plugin is escaped. */
public interface ReportRenderer {
    /** Renders the whole report, which ends with a line feed. */
    String render(PrecheckReport report);
}
