package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.MenuEntry;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.regex.Pattern;

/** The gateway rejects pages without a page permission, so the menu would open an error. */
final class MenusOpenDeclaredPages extends PermissionRule {
    private static final Pattern NO_PAGE = Pattern.compile("/(?:healthz|health|bridge-dev|assets|_nuxt)(?:/.*)?");

    MenusOpenDeclaredPages() {
        super("PX-P011", "Every menu opens a page that a page permission binds", Severity.ERROR, Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return super.applies(plugin) && !plugin.manifest().menus().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<BoundRoute> pages = BoundRoute.of(plugin, "page");
        Severity severity = usesOnlyCodes(plugin) && !pages.isEmpty() ? Severity.ERROR : Severity.WARNING;
        for (MenuEntry menu : plugin.manifest().menus()) {
            String path = BoundRoute.normalized(menu.path());
            boolean isPage = !path.isEmpty() && !NO_PAGE.matcher(path).matches() && !Templates.isTemplate(path);
            if (isPage && pages.stream().noneMatch(page -> page.covers(path))) {
                findings.add(
                        severity,
                        "The menu %s opens %s, which no page permission binds, so the gateway answers with 403"
                                .formatted(String.join("/", menu.idPath()), path),
                        "Declare a permission with type: page and a GET binding of this path, or correct the path.",
                        plugin.at(menu.pointer() + "/path"));
            }
        }
    }
}
