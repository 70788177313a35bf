/** The stages of a publish, each in a class of its own. */
@NullMarked
package io.powerx.publish.stage;

import org.jspecify.annotations.NullMarked;
