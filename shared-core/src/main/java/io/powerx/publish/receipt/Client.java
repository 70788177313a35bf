package io.powerx.publish.receipt;

import java.io.Serializable;

/**
 * The program that published.
 *
 * @param frontend cli, jenkins or github-action (contract, TelemetryBatch.source.frontend)
 */
public record Client(String name, String version, String frontend) implements Serializable {}
