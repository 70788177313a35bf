/** HTTP clients, retries and the classification of failures. */
@NullMarked
package io.powerx.publish.http;

import org.jspecify.annotations.NullMarked;
