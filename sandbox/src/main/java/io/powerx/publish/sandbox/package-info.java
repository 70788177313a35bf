/** A Marketplace that runs embedded and implements the whole HTTP contract with its own database and files. */
@NullMarked
package io.powerx.publish.sandbox;

import org.jspecify.annotations.NullMarked;
