package io.powerx.publish.config;

/** The format of the log on standard error. */
public enum LogFormat implements WireEnum {
    /** Human-readable lines. */
    TEXT,
    /** One JSON document per line. */
    JSON
}
