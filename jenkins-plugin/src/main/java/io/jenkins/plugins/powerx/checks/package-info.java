/** Findings as annotations of the commit; needs the checks API and is left alone without it. */
package io.jenkins.plugins.powerx.checks;
