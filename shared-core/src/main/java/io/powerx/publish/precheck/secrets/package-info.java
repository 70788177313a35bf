/** Recognizes secrets in the content of files. */
@NullMarked
package io.powerx.publish.precheck.secrets;

import org.jspecify.annotations.NullMarked;
