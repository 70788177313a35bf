/** The pages of docs/reference, made from the code that they describe. */
@NullMarked
package io.powerx.publish.docs;

import org.jspecify.annotations.NullMarked;
