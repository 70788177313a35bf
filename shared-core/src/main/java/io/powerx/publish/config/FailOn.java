package io.powerx.publish.config;

/** The findings that make a precheck fail. */
public enum FailOn implements WireEnum {
    /** Errors. */
    ERROR,
    /** Errors and warnings. */
    WARNING,
    /** None; findings are only reported. */
    NEVER
}
