/** The pages of the console, and the forms that reviewers send. */
@NullMarked
package io.powerx.publish.sandbox.page;

import org.jspecify.annotations.NullMarked;
