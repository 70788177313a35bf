package io.powerx.publish.docs;

import java.util.List;

/** All generated pages. */
public final class Pages {
    private Pages() {}

    public static List<Page> all() {
        return List.of(
                ActionManifest.make(),
                ActionManifest.reference(),
                CommandsPage.make(),
                ErrorPage.make(),
                MetricsPage.make(),
                ManifestPages.schema(),
                ManifestPages.reference(),
                RulesPage.make(),
                ScaffoldPages.workflow(),
                ScaffoldPages.jenkinsfile(),
                SchemaPages.publish(),
                SchemaPages.user(),
                SettingsPage.make(),
                TelemetryPage.make());
    }
}
