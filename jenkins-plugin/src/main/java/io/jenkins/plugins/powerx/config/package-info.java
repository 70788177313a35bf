/** Global configuration: the Marketplaces that jobs may publish to, and their defaults. */
package io.jenkins.plugins.powerx.config;
