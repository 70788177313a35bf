package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Rule;
import java.util.List;

/** A rule with its description. */
abstract class DescribedRule implements Rule {
    private final String id;
    private final String title;
    private final String source;
    private final List<Severity> severities;

    /** @param severities as in {@link Rule#severities} */
    DescribedRule(String id, String title, String source, Severity... severities) {
        this.id = id;
        this.title = title;
        this.source = source;
        this.severities = List.of(severities);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final String source() {
        return source;
    }

    @Override
    public final List<Severity> severities() {
        return severities;
    }

    /** The field at a JSON pointer as authors refer to it, such as {@code runtime.entry}. */
    static String field(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }
}
