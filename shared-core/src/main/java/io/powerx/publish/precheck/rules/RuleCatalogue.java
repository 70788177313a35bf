package io.powerx.publish.precheck.rules;

import io.powerx.publish.precheck.PrecheckEngine;
import io.powerx.publish.precheck.Rule;
import java.util.List;

/** All rules, grouped by category: version, host, manifest, permissions, files, dependencies, tests, notes, changelog, gates. */
public final class RuleCatalogue {
    private RuleCatalogue() {}

    /** An engine that runs all rules. */
    public static PrecheckEngine engine() {
        return new PrecheckEngine(all());
    }

    public static List<Rule> all() {
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
                new AdminPagesAreDeclared(),
                new DurationsAreGoDurations(),
                new MigrationsAreDeclared(),
                new CatalogsMerge(),
                new RegistrationModeIsInstalled(),
                new PortIsDynamic(),
                new NeededFilesArePacked(),
                new FieldsHaveTypes(),
                new PermissionsAreReadable(),
                new PermissionsAreUnique(),
                new PermissionCodesAreWellFormed(),
                new PermissionsAreComplete(),
                new BindingsAreValid(),
                new ApiPermissionsResolve(),
                new MenuPermissionsMatchMenus(),
                new PermissionCodesOmitPluginId(),
                new PublishedTopicsAreGranted(),
                new ExecutablesAreNotEmpty(),
                new ExecutablesAreExecutable(),
                new PackageContainsNoSecrets(),
                new ScriptsFindTheirCode(),
                new HostPortsAreFree(),
                new DependenciesAreValid(),
                new TestReportsExist(),
                new TestsPass(),
                new TestsPassOnFirstRun(),
                new TestsWereRun(),
                new ReportsAreReadable(),
                new ReportsAreCurrent(),
                new CoverageReportsExist(),
                new CoverageMeetsThreshold(),
                new StableHasReleaseNotes(),
                new ReleaseNotesAreLongEnough(),
                new ReleaseNotesAreFinished(),
                new ChangelogExists(),
                new ChangelogDescribesVersion(),
                new ReleasePassesGates());
    }
}
