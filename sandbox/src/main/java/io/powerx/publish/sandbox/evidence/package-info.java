/** What reviewers base their decision on: the contents of a package, and the evidence that was published with it. */
@NullMarked
package io.powerx.publish.sandbox.evidence;

import org.jspecify.annotations.NullMarked;
