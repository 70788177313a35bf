package io.powerx.publish.config;

/** Where settings come from, the strongest first. */
public enum Layer {
    /** A flag, a step parameter or an action input. */
    EXPLICIT,
    ENVIRONMENT,
    /** publish.yml or px-plugin.config of the project. */
    PROJECT_FILE,
    /** A configuration file in the user's home. */
    USER_FILE,
    /** The front end's global configuration. */
    GLOBAL,
    DEFAULT
}
