/** HTTP clients, retries and what failures mean. */
@NullMarked
package io.powerx.publish.http;

import org.jspecify.annotations.NullMarked;
