package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * A packed file that is not in the project, such as the release notes. It replaces a project file of the same name.
 *
 * @param path name in the package
 */
@SuppressWarnings("ArrayRecordComponent")
public record GeneratedFile(String path, byte[] content) implements Serializable {}
