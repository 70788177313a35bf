/** What reviewers judge a version by: the contents of its package, and the evidence that was published with it. */
@NullMarked
package io.powerx.publish.sandbox.evidence;

import org.jspecify.annotations.NullMarked;
