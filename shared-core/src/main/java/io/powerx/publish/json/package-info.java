/** JSON. */
@NullMarked
package io.powerx.publish.json;

import org.jspecify.annotations.NullMarked;
