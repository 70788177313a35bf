/** Reports of defects of this program to Sentry. */
@NullMarked
package io.powerx.publish.crash;

import org.jspecify.annotations.NullMarked;
