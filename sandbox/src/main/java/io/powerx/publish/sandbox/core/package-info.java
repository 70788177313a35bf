/**
 * PowerX core's release registry, including its peculiarities: a registration overwrites an existing one, rejected packages and unknown
 * ids result in 500, and only the signature of a package is stored.
 */
@NullMarked
package io.powerx.publish.sandbox.core;

import org.jspecify.annotations.NullMarked;
