package io.powerx.publish.sign;

/** What a signature is for; a signing service puts it into its audit log and its rules. */
public record SigningContext(String pluginId, String version, String channel, String contentDigest) {}
