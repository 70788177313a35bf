/** The form of text on a terminal and in a shell: columns, colors, labels, quoting; errors and receipts as text. Knows no command. */
@NullMarked
package io.powerx.publish.cli.text;

import org.jspecify.annotations.NullMarked;
