/** The provenance of a release: an in-toto statement with the SLSA predicate. */
@NullMarked
package io.powerx.publish.provenance;

import org.jspecify.annotations.NullMarked;
