/** Texts for people in their language. */
@NullMarked
package io.powerx.publish.message;

import org.jspecify.annotations.NullMarked;
