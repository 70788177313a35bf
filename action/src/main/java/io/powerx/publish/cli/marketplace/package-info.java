/** The Marketplace that a command uses, which may be embedded, and the commands that run one and check one. */
@NullMarked
package io.powerx.publish.cli.marketplace;

import org.jspecify.annotations.NullMarked;
