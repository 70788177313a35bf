/** The software bill of materials: components from lock files and Go programs, as CycloneDX. */
@NullMarked
package io.powerx.publish.sbom;

import org.jspecify.annotations.NullMarked;
