/** A Marketplace that runs embedded: the whole HTTP contract on a database and files of its own. */
@NullMarked
package io.powerx.publish.sandbox;

import org.jspecify.annotations.NullMarked;
