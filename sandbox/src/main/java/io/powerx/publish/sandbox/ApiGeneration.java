package io.powerx.publish.sandbox;

/** Which HTTP contract a sandbox speaks. */
public enum ApiGeneration {
    /** {@code docs/contracts/marketplace.openapi.yaml}. */
    MARKETPLACE,
    /** The release registry of PowerX core. */
    CORE
}
