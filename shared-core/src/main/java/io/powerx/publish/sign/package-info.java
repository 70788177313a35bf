/** Signing profiles, keys, and the verification of packages. */
@NullMarked
package io.powerx.publish.sign;

import org.jspecify.annotations.NullMarked;
