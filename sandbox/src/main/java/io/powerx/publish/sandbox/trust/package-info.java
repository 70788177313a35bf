/** Whom the sandbox trusts, and the checks of signatures and packages that a Marketplace makes by itself. */
@NullMarked
package io.powerx.publish.sandbox.trust;

import org.jspecify.annotations.NullMarked;
