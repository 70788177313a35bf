/** The hash-chained journal: resume state, audit trail and the receipt's source in one file. */
@NullMarked
package io.powerx.publish.journal;

import org.jspecify.annotations.NullMarked;
