/** Direct store mode: artifacts go to an S3 store of the publisher's, and the Marketplace is told where they lie. */
@NullMarked
package io.powerx.publish.upload.s3;

import org.jspecify.annotations.NullMarked;
