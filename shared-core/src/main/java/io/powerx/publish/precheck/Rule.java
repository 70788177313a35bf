package io.powerx.publish.precheck;

import io.powerx.publish.finding.Severity;
import java.util.List;
import java.util.Locale;

/** One check of a plugin. Stateless: the same instance checks every plugin. */
public interface Rule {
    /** The id of findings about rules that crashed. */
    String CRASHED = "PX-X001";

    /** The id of the rule that reports if plugin.yaml cannot be read. */
    String MANIFEST_READABLE = "PX-M014";

    /** The id of the rule that reports what is wrong with the project's configuration. */
    String CONFIGURATION_VALID = "PX-R001";

    /** The id of the rule about suppressions, which is run after all others. */
    String SUPPRESSIONS = "PX-R002";

    /** The stable id: {@code PX-}, the category's letter and three digits. Never given to another rule. */
    String id();

    /** Where the documentation describes it, relative to the docs folder. */
    default String docsAnchor() {
        return "reference/rules.md#" + id().toLowerCase(Locale.ROOT);
    }

    /** What is true of a plugin that passes, as a short sentence without a full stop. */
    String title();

    /** Where the rule comes from: a requirement, a standard, or a file of PowerX. */
    String source();

    /** The severities that its findings can have. The first one is the default. */
    List<Severity> severities();

    /** Whether the plugin has what this rule checks. */
    default boolean applies(PluginContext plugin) {
        return true;
    }

    /** Whether it checks the state of the registry or the connection to it, which is another one at another time. */
    default boolean asksRegistry() {
        return false;
    }

    /** Whether publish.yml may suppress its findings; false if a publish would fail in spite of that. */
    default boolean isSuppressible() {
        return true;
    }

    /** Whether reports may quote the lines that findings concern; false for rules that find secrets. */
    default boolean quotesSource() {
        return true;
    }

    /** Whether a finding counts only if it concerns every package of the version. */
    default boolean concernsAllPackages() {
        return false;
    }

    /** Mechanical changes after which the rule passes; called only if it has findings. */
    default List<FileEdit> fixes(PluginContext plugin) {
        return List.of();
    }

    /** Reports every violation, not only the first one. */
    void check(PluginContext plugin, Findings findings);
}
