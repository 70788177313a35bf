/** The metadata of a release: notes, risk, rollout and quality. */
@NullMarked
package io.powerx.publish.release;

import org.jspecify.annotations.NullMarked;
