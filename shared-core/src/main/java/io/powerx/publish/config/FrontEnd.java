package io.powerx.publish.config;

/** The front ends, which offer settings by name. */
public enum FrontEnd {
    /** The command, with options. */
    COMMAND,
    /** The GitHub Action, with inputs. */
    ACTION,
    /** The Jenkins plugin, with step parameters and its global configuration. */
    JENKINS
}
