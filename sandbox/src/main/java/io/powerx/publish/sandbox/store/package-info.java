/** What survives a restart: the database, the artifact files, the secrets. */
@NullMarked
package io.powerx.publish.sandbox.store;

import org.jspecify.annotations.NullMarked;
