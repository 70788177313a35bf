/** The metadata of a release: notes, risk and quality. */
@NullMarked
package io.powerx.publish.release;

import org.jspecify.annotations.NullMarked;
