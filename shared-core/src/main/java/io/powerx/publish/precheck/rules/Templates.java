package io.powerx.publish.precheck.rules;

/**
 * Placeholders in values of the manifest, which the host replaces when it starts the plugin:
 * <code>${POWERX_BIND_ADDR:-:8090}</code>.
 */
final class Templates {
    private Templates() {}

    static boolean isTemplate(String value) {
        return value.contains("${") || value.contains("{{");
    }
}
