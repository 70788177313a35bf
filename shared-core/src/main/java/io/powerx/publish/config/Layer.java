package io.powerx.publish.config;

/** The sources of settings, in order of precedence. */
public enum Layer {
    /** An option, a step parameter or an action input. */
    EXPLICIT,
    ENVIRONMENT,
    /** {@code publish.yml} or {@code px-plugin.config} of the project. */
    PROJECT_FILE,
    /** A configuration file in the user's home folder. */
    USER_FILE,
    /** The global configuration of the front end. */
    GLOBAL,
    DEFAULT
}
