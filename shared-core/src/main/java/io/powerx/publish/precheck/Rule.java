package io.powerx.publish.precheck;

import io.powerx.publish.finding.Severity;

/** One check of a plugin. Stateless: the same instance checks every plugin. */
public interface Rule {
    /** The stable id: {@code PX-}, the category's letter and three digits. Never given to another rule. */
    String id();

    /** What its findings mean for the publish, unless a finding says otherwise. */
    Severity severity();

    /** What holds in a plugin without findings, as a short sentence without its full stop. */
    String title();

    /** Where the rule comes from: a requirement, a standard, or a PowerX file by name. */
    String source();

    /** Whether the plugin has what this rule looks at. */
    default boolean applies(PluginContext plugin) {
        return true;
    }

    /** Reports whatever is not as it should be: all of it, not the first only. */
    void check(PluginContext plugin, Findings findings);
}
