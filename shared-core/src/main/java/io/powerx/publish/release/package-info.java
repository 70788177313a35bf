/** What the Marketplace is told about a release: notes, risk, rollout, quality. */
@NullMarked
package io.powerx.publish.release;

import org.jspecify.annotations.NullMarked;
