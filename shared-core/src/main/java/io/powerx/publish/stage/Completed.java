package io.powerx.publish.stage;

/** A release whose artifacts the Marketplace has checked. */
public record Completed(Registered registered) implements Progress.AfterRegistration {}
