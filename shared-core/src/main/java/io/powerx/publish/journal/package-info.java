/** The hash-chained journal, which serves as resume state, audit trail and source of the receipt. */
@NullMarked
package io.powerx.publish.journal;

import org.jspecify.annotations.NullMarked;
