/** Uploads of artifacts in parts: signed URLs and their renewal, concurrency, bandwidth, progress. */
@NullMarked
package io.powerx.publish.upload;

import org.jspecify.annotations.NullMarked;
