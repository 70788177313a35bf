/** What a publish leaves behind. */
@NullMarked
package io.powerx.publish.receipt;

import org.jspecify.annotations.NullMarked;
