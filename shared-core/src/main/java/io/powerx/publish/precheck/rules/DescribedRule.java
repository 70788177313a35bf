package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Rule;

/** A rule that says of itself what the constructor is given. */
abstract class DescribedRule implements Rule {
    private final String id;
    private final Severity severity;
    private final String title;
    private final String source;

    DescribedRule(String id, Severity severity, String title, String source) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.source = source;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Severity severity() {
        return severity;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final String source() {
        return source;
    }
}
