package io.powerx.publish.scaffold;

import io.powerx.publish.config.WireEnum;

/** The CI systems for which there is a file. */
public enum Ci implements WireEnum {
    GITHUB,
    JENKINS
}
