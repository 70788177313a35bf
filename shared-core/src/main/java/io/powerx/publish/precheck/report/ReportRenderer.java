package io.powerx.publish.precheck.report;

import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;

/** One way to show a report. Whatever comes from the plugin's files is escaped for the form. */
public interface ReportRenderer {
    /** The whole report, ending with a line feed. */
    String render(PluginSnapshot plugin, PrecheckReport report);
}
