package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;

/**
 * A report that is there but cannot be read.
 *
 * @param message what is wrong, as a clause
 * @param named whether publish.yml names it, rather than it lying where reports usually lie
 */
public record ReportProblem(String message, SourceLocation location, boolean named) {}
