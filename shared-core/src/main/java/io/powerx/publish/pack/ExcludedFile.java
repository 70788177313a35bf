package io.powerx.publish.pack;

import java.io.Serializable;

/** A project file that does not go into the package, and why. */
public record ExcludedFile(String path, String reason) implements Serializable {}
