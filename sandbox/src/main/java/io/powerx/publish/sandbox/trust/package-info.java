/** The trusted signers, and the checks of signatures and packages. */
@NullMarked
package io.powerx.publish.sandbox.trust;

import org.jspecify.annotations.NullMarked;
