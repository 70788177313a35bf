/** The work on the plugin's files, done on the agent. What is sent there: paths, digests and signed URLs, never the token nor the key. */
package io.jenkins.plugins.powerx.agent;
