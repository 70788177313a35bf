/** The review pages for a browser. */
@NullMarked
package io.powerx.publish.sandbox.page;

import org.jspecify.annotations.NullMarked;
