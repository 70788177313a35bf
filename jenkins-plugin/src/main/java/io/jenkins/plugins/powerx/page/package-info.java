/** Lists of releases: of a job, and of all jobs that the reader may see. */
package io.jenkins.plugins.powerx.page;
