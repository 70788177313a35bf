/** The one catalogue of errors, and the exception that carries them. Depends on nothing. */
@NullMarked
package io.powerx.publish.error;

import org.jspecify.annotations.NullMarked;
