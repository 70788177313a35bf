/** Tokens: exchanges a CI's identity token for a Marketplace token. */
@NullMarked
package io.powerx.publish.marketplace.identity;

import org.jspecify.annotations.NullMarked;
