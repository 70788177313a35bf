/** Secrets, and the one redactor that every sink writes through. Depends on nothing. */
@NullMarked
package io.powerx.publish.secret;

import org.jspecify.annotations.NullMarked;
