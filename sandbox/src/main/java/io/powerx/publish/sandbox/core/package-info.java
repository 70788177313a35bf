/**
 * PowerX core's release registry with its ways: it registers by overwriting, answers 500 to packages that it does not like and to ids
 * that it does not have, and keeps nothing of a package but its signature.
 */
@NullMarked
package io.powerx.publish.sandbox.core;

import org.jspecify.annotations.NullMarked;
