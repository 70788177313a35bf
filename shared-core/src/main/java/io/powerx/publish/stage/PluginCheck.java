package io.powerx.publish.stage;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.plugin.ReleaseTag;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.precheck.PrecheckRequest.Problem;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import io.powerx.publish.precheck.RegistryState;
import io.powerx.publish.precheck.ReleaseGates;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.release.ReleaseNotes;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.CertificateInfo;
import io.powerx.publish.sign.Signer;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.workbench.Workbench;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The check of a plugin, the same alone and as a part of a publish. What cannot be read or reached becomes a finding next
 * to those about the files.
 */
public final class PluginCheck {
    private static final int MAX_SHOWN = 100;

    /** A plugin that cannot be read, which the rules report. */
    private static final Set<ErrorCode> UNREADABLE =
            Set.of(ErrorCode.MANIFEST_MISSING, ErrorCode.MANIFEST_INVALID, ErrorCode.PROJECT_NOT_FOUND);

    private final Workbench workbench;
    private final CheckOptions options;
    private final Clock clock;
    private final List<Problem> problems = new ArrayList<>();
    private final List<PublishException> obstacles = new ArrayList<>();

    public PluginCheck(Workbench workbench, CheckOptions options, Clock clock) {
        this.workbench = workbench;
        this.options = options;
        this.clock = clock;
        options.file().problems().forEach(error -> record(Subject.CONFIGURATION, error));
    }

    /** Reads the plugin; null if plugin.yaml is missing or invalid, which the rules report. */
    public @Nullable PluginSnapshot inspect() {
        try {
            return workbench.inspect();
        } catch (PublishException e) {
            if (!UNREADABLE.contains(e.code())) {
                throw e;
            }
            return null;
        }
    }

    /**
     * Asks the Marketplace about the version.
     *
     * @param marketplace called once
     * @param knownPublish id of an earlier publish of this version; null if none is known
     * @return null if it cannot be reached or rejects the request
     */
    public @Nullable RegistryState ask(
            PluginSnapshot plugin, Supplier<Marketplace> marketplace, @Nullable String knownPublish) {
        RegistryCheck.Answer answer = answer(plugin, marketplace, knownPublish);
        return answer == null ? null : answer.state();
    }

    RegistryCheck.@Nullable Answer answer(
            PluginSnapshot plugin, Supplier<Marketplace> marketplace, @Nullable String knownPublish) {
        return attempt(Subject.MARKETPLACE, () -> new RegistryCheck(marketplace.get(), clock, this::record)
                .ask(plugin, options.channel(), () -> contentDigest(plugin), knownPublish));
    }

    /** The versions of the channel, for a publish that is not checked; null as in {@link #ask}. */
    @Nullable
    List<VersionInfo> published(Supplier<List<VersionInfo>> query) {
        return attempt(Subject.MARKETPLACE, query);
    }

    /** Empty if a file cannot be read, which the rules report. */
    private Optional<String> contentDigest(PluginSnapshot plugin) {
        try {
            String file = options.notesFile();
            String text = file == null ? null : Inspected.notesText(workbench, file);
            Inspected inspected = new Inspected(plugin, ReleaseNotes.of(text, plugin));
            return Optional.of(workbench
                    .plan(inspected.packRequests(options.file(), options.sourceDateEpoch()))
                    .contentDigest());
        } catch (PublishException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Runs all rules on a plugin that may be unreadable.
     *
     * @param registry what the Marketplace reports; null if it is unknown
     */
    public PrecheckReport run(@Nullable PluginSnapshot plugin, @Nullable RegistryState registry) {
        return workbench.precheck(request(plugin, registry));
    }

    /**
     * What {@link #run} passes to the rules; to be called once.
     *
     * @param registry what the Marketplace reports; null if it is unknown
     */
    public PrecheckRequest request(@Nullable PluginSnapshot plugin, @Nullable RegistryState registry) {
        String file = options.notesFile();
        String text = file == null ? null : attempt(Subject.NOTES, () -> Inspected.notesText(workbench, file));
        if (plugin != null) {
            requireTag(plugin);
        }
        return plugin == null
                ? request(null, text, registry)
                : request(new Inspected(plugin, ReleaseNotes.of(text, plugin)), registry);
    }

    /** Compares the tag that is released with the version. */
    void requireTag(PluginSnapshot plugin) {
        String tag = options.tag();
        if (tag != null && !ReleaseTag.isOf(tag, plugin.version())) {
            record(
                    Subject.TAG,
                    PublishException.of(
                            ErrorCode.TAG_MISMATCH,
                            "release the tag " + ForeignText.oneLine(tag, MAX_SHOWN),
                            "plugin.yaml has the version " + plugin.version()));
        }
    }

    /** Runs all rules. */
    PrecheckReport run(Inspected inspected, @Nullable RegistryState registry) {
        return workbench.precheck(request(inspected, registry));
    }

    private PrecheckRequest request(Inspected inspected, @Nullable RegistryState registry) {
        ReleaseNotes notes = inspected.notes();
        return request(inspected, notes.source() == ReleaseNotes.Source.NAME ? null : notes.text(), registry);
    }

    /** The errors behind the findings of this check, with which a publish cannot continue. */
    List<PublishException> obstacles() {
        return List.copyOf(obstacles);
    }

    private PrecheckRequest request(
            @Nullable Inspected inspected, @Nullable String notes, @Nullable RegistryState registry) {
        PublishFile file = options.file();
        // The order of evaluation matters: looking at the signing setup may add a problem.
        PrecheckRequest.Signing signing = signing();
        return new PrecheckRequest(
                options.channel(),
                clock.instant(),
                registry,
                new PrecheckRequest.Configuration(
                        file.document().texts(),
                        file.coverageThreshold(options.channel()),
                        file.quality().tests(),
                        file.quality().coverage()),
                notes == null ? null : new PrecheckRequest.Notes(notes, options.notesFile()),
                inspected == null ? selection(file) : inspected.packRequests(file, options.sourceDateEpoch()),
                inspected == null || options.api() != ApiGeneration.CORE ? null : gates(inspected),
                signing,
                List.copyOf(problems));
    }

    /** Selects the files of a plugin whose id is unknown; nothing is packed. */
    private static List<PackRequest> selection(PublishFile file) {
        PublishFile.Artifacts artifacts = file.artifacts();
        return new PackRequest(
                        "",
                        "",
                        PackageFormat.of(artifacts.format()),
                        artifacts.level(),
                        artifacts.include(),
                        artifacts.ignore(),
                        List.of(),
                        null)
                .on(artifacts.platforms());
    }

    private ReleaseGates gates(Inspected inspected) {
        ReleaseMetadata.Build build = options.build();
        String commit =
                build == null || build.commit() == null ? inspected.plugin().commit() : build.commit();
        return new ReleaseGates(inspected.notes().text(), commit, options.core().coverage());
    }

    private PrecheckRequest.@Nullable Signing signing() {
        SigningSettings settings = options.signing();
        return settings == null ? null : attempt(Subject.SIGNING, () -> signing(settings));
    }

    /** Reads a local key as signing does; a signing service is not called. */
    private PrecheckRequest.Signing signing(SigningSettings settings) {
        Pipeline.requireSupported(settings.profile(), options.api());
        Pipeline.requireSupported(options.file().artifacts().platforms(), options.api());
        boolean service = settings.key() == null && settings.endpoint() != null;
        Instant expires = null;
        String missingIssuer = null;
        if (settings.client() != null && (service || settings.timestamps() != null)) {
            settings.client().load(clock.instant());
        }
        if (service) {
            Endpoints.require(Objects.requireNonNull(settings.endpoint()));
        } else {
            Signer signer = Signers.local(settings, clock);
            missingIssuer = signer.missingIssuer().orElse(null);
            expires = signer.chain().stream()
                    .map(CertificateInfo::notAfter)
                    .min(Instant::compareTo)
                    .orElse(null);
        }
        return new PrecheckRequest.Signing(expires, missingIssuer);
    }

    private <T> @Nullable T attempt(Subject subject, Supplier<T> action) {
        try {
            return action.get();
        } catch (PublishException e) {
            if (e.code() == ErrorCode.INTERRUPTED || e.code().category() == ErrorCategory.INTERNAL) {
                throw e;
            }
            record(subject, e);
            return null;
        }
    }

    private void record(Subject subject, PublishException error) {
        problems.add(Problem.of(subject, error));
        // Without a preflight the registration decides.
        if (subject != Subject.PREFLIGHT) {
            obstacles.add(error);
        }
    }
}
