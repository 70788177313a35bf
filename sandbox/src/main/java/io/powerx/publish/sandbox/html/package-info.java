/** Writes the pages of the console: elements, words, and release notes in Markdown. */
@NullMarked
package io.powerx.publish.sandbox.html;

import org.jspecify.annotations.NullMarked;
