/** Findings as annotations of the commit; inactive without the Checks API plugin. */
package io.jenkins.plugins.powerx.checks;
