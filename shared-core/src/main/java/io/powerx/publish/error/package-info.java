/** The error codes and the exception that carries them. */
@NullMarked
package io.powerx.publish.error;

import org.jspecify.annotations.NullMarked;
