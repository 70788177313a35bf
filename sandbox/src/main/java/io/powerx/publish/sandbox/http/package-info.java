/** HTTP beneath the routes: the server, routing, problem answers, bodies, planted faults. */
@NullMarked
package io.powerx.publish.sandbox.http;

import org.jspecify.annotations.NullMarked;
