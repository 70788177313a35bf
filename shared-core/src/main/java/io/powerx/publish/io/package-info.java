/** Bytes: small files read with a limit, strict UTF-8, SHA-256, streams that count. */
@NullMarked
package io.powerx.publish.io;

import org.jspecify.annotations.NullMarked;
