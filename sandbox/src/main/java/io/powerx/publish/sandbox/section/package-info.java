/** The sections of the page of a version. */
@NullMarked
package io.powerx.publish.sandbox.section;

import org.jspecify.annotations.NullMarked;
