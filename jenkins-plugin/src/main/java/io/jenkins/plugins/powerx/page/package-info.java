/** Lists of releases: of a job, and of all jobs that the user may read. */
package io.jenkins.plugins.powerx.page;
