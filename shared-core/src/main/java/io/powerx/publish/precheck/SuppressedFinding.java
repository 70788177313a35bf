package io.powerx.publish.precheck;

import io.powerx.publish.finding.Finding;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * A finding that does not count because publish.yml suppresses it.
 *
 * @param reason why, in the author's words
 * @param expires the last day on which it is suppressed, in UTC
 */
public record SuppressedFinding(Finding finding, String reason, LocalDate expires) implements Serializable {}
