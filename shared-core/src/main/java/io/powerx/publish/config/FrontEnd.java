package io.powerx.publish.config;

/** A front end, which offers settings under their own names. */
public enum FrontEnd {
    /** An option of the command. */
    COMMAND,
    /** An input of the GitHub action. */
    ACTION,
    /** A parameter of the Jenkins step or of its global configuration. */
    JENKINS
}
