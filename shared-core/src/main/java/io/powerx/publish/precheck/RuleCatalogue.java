package io.powerx.publish.precheck;

import io.powerx.publish.precheck.rules.AdminPagesExist;
import io.powerx.publish.precheck.rules.ApisResolveToAPermission;
import io.powerx.publish.precheck.rules.BindingsAreReadable;
import io.powerx.publish.precheck.rules.CatalogsMerge;
import io.powerx.publish.precheck.rules.ChangelogExists;
import io.powerx.publish.precheck.rules.ChangelogHasTheVersion;
import io.powerx.publish.precheck.rules.CoverageIsHighEnough;
import io.powerx.publish.precheck.rules.CoverageReportsExist;
import io.powerx.publish.precheck.rules.DependenciesAreReadable;
import io.powerx.publish.precheck.rules.DurationsAreGoDurations;
import io.powerx.publish.precheck.rules.ExecutablesAreExecutable;
import io.powerx.publish.precheck.rules.ExecutablesHaveContent;
import io.powerx.publish.precheck.rules.HostPortsAreFree;
import io.powerx.publish.precheck.rules.HostRangeIsDeclared;
import io.powerx.publish.precheck.rules.HostRangeIsSatisfiable;
import io.powerx.publish.precheck.rules.HostRangeSpellingsAgree;
import io.powerx.publish.precheck.rules.HttpBasePathIsAbsolute;
import io.powerx.publish.precheck.rules.IconExists;
import io.powerx.publish.precheck.rules.IdentityIsDeclared;
import io.powerx.publish.precheck.rules.ManifestJsonAgrees;
import io.powerx.publish.precheck.rules.MenuPermissionsFitTheMenus;
import io.powerx.publish.precheck.rules.MigrationsExist;
import io.powerx.publish.precheck.rules.PackageHoldsNoSecrets;
import io.powerx.publish.precheck.rules.PackageJsonAgrees;
import io.powerx.publish.precheck.rules.PermissionCodesFollowTheGrammar;
import io.powerx.publish.precheck.rules.PermissionCodesHoldNoPluginId;
import io.powerx.publish.precheck.rules.PermissionsAreComplete;
import io.powerx.publish.precheck.rules.PermissionsAreReadable;
import io.powerx.publish.precheck.rules.PermissionsAreUnique;
import io.powerx.publish.precheck.rules.PortIsDynamic;
import io.powerx.publish.precheck.rules.PrereleaseIsNotStable;
import io.powerx.publish.precheck.rules.PublishedTopicsAreGranted;
import io.powerx.publish.precheck.rules.RegistrationModeIsInstalled;
import io.powerx.publish.precheck.rules.ReleaseNotesAreFinished;
import io.powerx.publish.precheck.rules.ReleaseNotesSaySomething;
import io.powerx.publish.precheck.rules.ReportsAreReadable;
import io.powerx.publish.precheck.rules.RuntimeIsDeclared;
import io.powerx.publish.precheck.rules.StableHasReleaseNotes;
import io.powerx.publish.precheck.rules.TestReportsExist;
import io.powerx.publish.precheck.rules.TestsPass;
import io.powerx.publish.precheck.rules.TestsWereRun;
import io.powerx.publish.precheck.rules.VersionIncreases;
import io.powerx.publish.precheck.rules.VersionIsSemVer;
import java.util.List;

/** All rules, by category: version, host, manifest, permissions, files, dependencies, tests, notes, changelog. */
final class RuleCatalogue {
    private RuleCatalogue() {}

    static List<Rule> all() {
        return List.of(
                new VersionIsSemVer(),
                new VersionIncreases(),
                new PrereleaseIsNotStable(),
                new ManifestJsonAgrees(),
                new PackageJsonAgrees(),
                new HostRangeIsDeclared(),
                new HostRangeIsSatisfiable(),
                new HostRangeSpellingsAgree(),
                new IdentityIsDeclared(),
                new RuntimeIsDeclared(),
                new HttpBasePathIsAbsolute(),
                new AdminPagesExist(),
                new DurationsAreGoDurations(),
                new MigrationsExist(),
                new CatalogsMerge(),
                new RegistrationModeIsInstalled(),
                new PortIsDynamic(),
                new IconExists(),
                new PermissionsAreReadable(),
                new PermissionsAreUnique(),
                new PermissionCodesFollowTheGrammar(),
                new PermissionsAreComplete(),
                new BindingsAreReadable(),
                new ApisResolveToAPermission(),
                new MenuPermissionsFitTheMenus(),
                new PermissionCodesHoldNoPluginId(),
                new PublishedTopicsAreGranted(),
                new ExecutablesHaveContent(),
                new ExecutablesAreExecutable(),
                new PackageHoldsNoSecrets(),
                new HostPortsAreFree(),
                new DependenciesAreReadable(),
                new TestReportsExist(),
                new TestsPass(),
                new TestsWereRun(),
                new ReportsAreReadable(),
                new CoverageReportsExist(),
                new CoverageIsHighEnough(),
                new StableHasReleaseNotes(),
                new ReleaseNotesSaySomething(),
                new ReleaseNotesAreFinished(),
                new ChangelogExists(),
                new ChangelogHasTheVersion());
    }
}
