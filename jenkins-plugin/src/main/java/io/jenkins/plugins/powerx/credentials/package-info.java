/** Tokens and keys: how they are chosen in forms and found by builds. They never leave the controller. */
package io.jenkins.plugins.powerx.credentials;
