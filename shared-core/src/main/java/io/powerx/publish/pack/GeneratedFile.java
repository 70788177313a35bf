package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * A file that goes into the package without being in the project, such as the release notes. It wins over a project file of that name.
 *
 * @param path name in the package
 */
@SuppressWarnings("ArrayRecordComponent")
public record GeneratedFile(String path, byte[] content) implements Serializable {}
