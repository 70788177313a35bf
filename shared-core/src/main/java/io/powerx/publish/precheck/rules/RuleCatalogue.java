package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckEngine;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import io.powerx.publish.precheck.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules, grouped by category: version, host, manifest, permissions, capabilities and exposure, files, dependencies, tests, notes, changelog, gates, rollout, signing, access. */
public final class RuleCatalogue {
    private RuleCatalogue() {}

    /** An engine that runs all rules. */
    public static PrecheckEngine engine() {
        return new PrecheckEngine(all());
    }

    /** An engine that runs only the rules about patterns that select files, for a package that is built without a precheck. */
    public static PrecheckEngine ofPatterns() {
        return new PrecheckEngine(List.of(new IncludedFilesExist()));
    }

    public static List<Rule> all() {
        return List.of(
                new VersionIsSemVer(),
                new VersionIncreases(),
                new PrereleaseIsNotStable(),
                new ManifestJsonAgrees(),
                new PackageJsonAgrees(),
                new VersionIsFree(),
                new BetaIsAheadOfStable(),
                new BuildFilesAgree(),
                new TagAgrees(),
                new InputIsUsable(
                        "PX-V010",
                        "The version of plugin.yaml is that of the tag that is released",
                        "requirements, version increments",
                        Subject.TAG,
                        plugin -> false,
                        plugin -> plugin.at("/version")),
                new HostRangeIsDeclared(),
                new HostRangeIsSatisfiable(),
                new HostRangeSpellingsAgree(),
                new AdminVersionIsValid(),
                new HostRangeHasUpperBound(),
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
                new KeysAreKnown(),
                new ManifestIsReadable(),
                new MenuSlotsExist(),
                new RemoteBackEndHasUrl(),
                new BackendEntryAgrees(),
                new GrpcHasProtoFiles(),
                new HealthPathsAreUsable(),
                new AgentToolsExist(),
                new LocalesHaveTexts(),
                new ToolsAreCallable(),
                new MenuTitlesAreTranslated(),
                new ReleaseManifestAgrees(),
                new PermissionsAreReadable(),
                new PermissionsAreUnique(),
                new PermissionCodesAreWellFormed(),
                new PermissionsAreComplete(),
                new BindingsAreValid(),
                new ApiPermissionsResolve(),
                new MenuPermissionsMatchMenus(),
                new PermissionCodesOmitPluginId(),
                new PublishedTopicsAreGranted(),
                new PermissionsHaveCodes(),
                new MenusOpenDeclaredPages(),
                new RoutesHaveOnePermission(),
                new MenuPoliciesAreDeclared(),
                new RoutePermissionsAreBound(),
                new ResourcesAreDeclared(),
                new PermissionTextsAreReadable(),
                new EventFabricIsValid(),
                new CapabilitiesAreDeclared(),
                new DescriptorsAreValid(),
                new CapabilitySchemasAreValid(),
                new ChannelsAreComplete(),
                new ExecutablesAreNotEmpty(),
                new ExecutablesAreExecutable(),
                new PackageContainsNoSecrets(),
                new ScriptsFindTheirCode(),
                new HostPortsAreFree(),
                new ProgramsRunOnOnePlatform(),
                new FilesHaveTheirContent(),
                new ZipNamesAreInstallable(),
                new ProgramsCanBeStarted(),
                new FilesContainNoSecrets(),
                new PackageSizeIsAccepted(),
                new PackageContainsNoLeftovers(),
                new LineEndsAreThoseOfGit(),
                new IncludedFilesExist(),
                new DependenciesAreValid(),
                new DependenciesAreAvailable(),
                new DependenciesAreAcyclic(),
                new ConflictsAreSatisfiable(),
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
                new InputIsUsable(
                        "PX-N004",
                        "The file with the release notes can be read",
                        "requirements, inputs",
                        Subject.NOTES,
                        plugin -> !plugin.notes().isEmpty(),
                        RuleCatalogue::configuredNotes),
                new ReleaseNotesMentionVersion(),
                new ChangelogExists(),
                new ChangelogDescribesVersion(),
                new ChangelogIsNotAhead(),
                new ReleasePassesGates(),
                new PublishFileIsValid(),
                new SuppressionsApply(),
                new InputIsUsable(
                        "PX-S001",
                        "The signing key can be read, belongs to the certificate, and may sign packages",
                        "requirements, signing; docs/contracts/marketplace.openapi.yaml",
                        Subject.SIGNING,
                        plugin -> plugin.request().signing() != null),
                new CertificateIsNotAboutToExpire(),
                new CertificateChainIsComplete(),
                new InputIsUsable(
                        "PX-A001",
                        "The Marketplace responds and accepts the token",
                        "requirements, remote preflight",
                        Subject.MARKETPLACE,
                        plugin -> plugin.request().registry() != null),
                new InputIsUsable(
                        "PX-A002",
                        "The token may publish the plugin",
                        "requirements, remote preflight; docs/contracts/marketplace.openapi.yaml, plugin:publish",
                        Subject.PERMISSION,
                        plugin -> plugin.request().preflight().isPresent()),
                new ClockIsRight(),
                new PackageIsNotTooLarge(),
                new PreflightIsUsable());
    }

    /** The key in publish.yml; null if the notes are specified elsewhere. */
    private static @Nullable SourceLocation configuredNotes(PluginContext plugin) {
        ConfigDocument configuration = plugin.publishFile().document();
        return configuration.root().has("notes") ? configuration.locate("/notes") : null;
    }
}
