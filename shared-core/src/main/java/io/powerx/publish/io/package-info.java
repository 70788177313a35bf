/** Reading of small files, strict UTF-8, SHA-256, and streams that check their length. */
@NullMarked
package io.powerx.publish.io;

import org.jspecify.annotations.NullMarked;
