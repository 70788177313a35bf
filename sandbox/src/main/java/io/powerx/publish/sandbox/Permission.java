package io.powerx.publish.sandbox;

/** What a token allows. */
public enum Permission {
    PLUGIN_PUBLISH("plugin:publish"),
    PLUGIN_REVIEW("plugin:review"),
    PLUGIN_READ("plugin:read");

    private final String wireName;

    Permission(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
