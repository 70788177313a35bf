/** Persistent state: the database, the artifact files, the tokens. */
@NullMarked
package io.powerx.publish.sandbox.store;

import org.jspecify.annotations.NullMarked;
