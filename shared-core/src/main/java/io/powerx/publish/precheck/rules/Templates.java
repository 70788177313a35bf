package io.powerx.publish.precheck.rules;

/** Values of a manifest that the host fills in when it starts the plugin, as in <code>${POWERX_BIND_ADDR:-:8090}</code>. */
final class Templates {
    private Templates() {}

    static boolean isTemplate(String value) {
        return value.contains("${") || value.contains("{{");
    }
}
