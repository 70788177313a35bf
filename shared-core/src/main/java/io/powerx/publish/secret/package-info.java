/** Secrets, and the redactor that removes them from all output. */
@NullMarked
package io.powerx.publish.secret;

import org.jspecify.annotations.NullMarked;
