package io.powerx.publish.pack.select;

import io.powerx.publish.pack.PackageEntry;
import org.jspecify.annotations.Nullable;

/**
 * A selected file after it was read.
 *
 * @param content the file's bytes if they are kept in memory, so that it need not be opened again
 */
@SuppressWarnings("ArrayRecordComponent")
record FileRead(PackageEntry entry, boolean holdsPrivateKey, byte @Nullable [] content) {}
