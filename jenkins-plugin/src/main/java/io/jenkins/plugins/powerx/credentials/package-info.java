/** Tokens and keys: their selection in forms and their lookup by builds. They never leave the controller. */
package io.jenkins.plugins.powerx.credentials;
