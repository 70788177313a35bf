/** Direct store mode: artifacts are uploaded to the publisher's own S3 store, and the Marketplace gets their URLs. */
@NullMarked
package io.powerx.publish.upload.s3;

import org.jspecify.annotations.NullMarked;
