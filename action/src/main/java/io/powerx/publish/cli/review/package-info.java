/** Commands on a published version: status, wait, withdraw, pause-review. */
@NullMarked
package io.powerx.publish.cli.review;

import org.jspecify.annotations.NullMarked;
