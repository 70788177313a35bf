package io.powerx.publish.config;

/** The project's publish.yml. */
public record PublishFile() {}
