/** Where settings come from, which source wins, and the options a publish runs with. */
@NullMarked
package io.powerx.publish.config;

import org.jspecify.annotations.NullMarked;
