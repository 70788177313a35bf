/** Generates action.yml and the pages of docs/reference from the code. */
@NullMarked
package io.powerx.publish.docs;

import org.jspecify.annotations.NullMarked;
