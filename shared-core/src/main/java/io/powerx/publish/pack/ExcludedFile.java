package io.powerx.publish.pack;

import java.io.Serializable;

/** A project file that is not packed, with the reason. */
public record ExcludedFile(String path, String reason) implements Serializable {}
