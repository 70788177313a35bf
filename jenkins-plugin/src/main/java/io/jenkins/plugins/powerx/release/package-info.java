/** The records of releases: complete ones in builds, summaries in jobs. */
package io.jenkins.plugins.powerx.release;
