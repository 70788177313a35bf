/** The rollout of a version: channels, batches, tenants and the rollback plan in publish.yml. */
@NullMarked
package io.powerx.publish.rollout;

import org.jspecify.annotations.NullMarked;
