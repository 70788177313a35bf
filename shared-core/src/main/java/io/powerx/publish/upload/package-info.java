/** Sending artifacts: parts, renewal of signed URLs, concurrency, rates. */
@NullMarked
package io.powerx.publish.upload;

import org.jspecify.annotations.NullMarked;
