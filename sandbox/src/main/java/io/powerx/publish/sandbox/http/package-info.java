/** The HTTP server: routing, problems, bodies, scripted faults. */
@NullMarked
package io.powerx.publish.sandbox.http;

import org.jspecify.annotations.NullMarked;
