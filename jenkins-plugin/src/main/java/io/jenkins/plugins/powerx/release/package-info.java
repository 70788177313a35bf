/** What Jenkins remembers of releases: in full with the build, in short with the job. */
package io.jenkins.plugins.powerx.release;
