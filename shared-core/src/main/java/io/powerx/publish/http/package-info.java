/** The one HTTP client factory, and how often and how long to try. */
@NullMarked
package io.powerx.publish.http;

import org.jspecify.annotations.NullMarked;
