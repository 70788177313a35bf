/** What the files of a package contain: programs, content that does not fit the name, and secrets. */
@NullMarked
package io.powerx.publish.precheck.content;

import org.jspecify.annotations.NullMarked;
