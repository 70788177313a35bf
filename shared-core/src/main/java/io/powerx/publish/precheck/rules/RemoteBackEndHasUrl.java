package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.net.URI;
import java.net.URISyntaxException;

/** The host starts nothing for a remote plugin and has to know where its back end runs. */
final class RemoteBackEndHasUrl extends DescribedRule {
    private static final String POINTER = "/runtime/remote_base_url";

    RemoteBackEndHasUrl() {
        super(
                "PX-M016",
                "A remote plugin has the URL of its back end",
                "PowerX types.go, RuntimeSpec: remote_base_url",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return isRemote(plugin) || plugin.text(POINTER).isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String url = plugin.text(POINTER).orElse("");
        if (!isRemote(plugin)) {
            findings.add(
                    Severity.WARNING,
                    "runtime.remote_base_url has no effect, because runtime.kind is not remote",
                    "Remove it, or set runtime.kind to remote.",
                    plugin.at(POINTER));
        } else if (url.isEmpty()) {
            findings.add(
                    "runtime.remote_base_url is missing",
                    "Set it to the URL of the back end, such as https://notes.example.com.",
                    plugin.at(POINTER));
        } else if (!isUrl(url) && !Templates.isTemplate(url)) {
            findings.add(
                    "runtime.remote_base_url is \"" + url + "\", which is not a URL",
                    "Use a URL that starts with https://, such as https://notes.example.com.",
                    plugin.at(POINTER));
        }
    }

    private static boolean isRemote(PluginContext plugin) {
        return plugin.text("/runtime/kind").filter("remote"::equals).isPresent();
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
