/** Work on the plugin's files on the agent, which receives paths, digests and signed URLs, but neither the token nor the key. */
package io.jenkins.plugins.powerx.agent;
