package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Marketplace.Registration;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.plugin.PluginSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Registers the version, or attaches to an earlier registration of the same content ({@link ReleaseRegistration}). */
final class RegisterStage extends ChangingStage<SignedRelease, Registered> {
    RegisterStage() {
        super("register", "Register");
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return List.of(
                "register " + content.plugin().id() + " " + content.plugin().version() + " at "
                        + context.options().target().apiUrl(),
                "idempotency key " + content.requestId());
    }

    @Override
    StageResult<Registered> run(PublishContext context, SignedRelease release) {
        String resume = context.options().mode().resume();
        if (resume != null) {
            requireSameContent(resume, context.marketplace().get(resume), release);
        }
        Registration registration = new ReleaseRegistration(context, release).registerOrAttach();
        Publish publish = registration.publish();
        if (resume != null && !resume.equals(publish.publishId())) {
            throw resumeMismatch(resume, "this content belongs to publish " + publish.publishId());
        }
        context.record(
                "registered",
                Map.ofEntries(
                        entry("publishId", publish.publishId()),
                        entry("versionId", publish.versionId()),
                        entry("status", publish.status())));
        context.report(new PublishEvent.Registered(publish.publishId(), publish.versionId(), registration.replayed()));
        return new StageResult<>(
                new Registered(release, publish), publish.publishId() + (registration.replayed() ? ", continued" : ""));
    }

    /** A version that was withdrawn cannot be published again. */
    @Override
    void requireUsable(PublishContext context, Registered registered) {
        Publish publish = registered.publish();
        PluginSnapshot plugin = registered.release().plugin();
        if (PublishState.of(publish.status()) == PublishState.WITHDRAWN) {
            throw PublishException.of(
                            ErrorCode.STATE_REFUSED,
                            "publish " + plugin.id() + " " + plugin.version(),
                            "this version was withdrawn; publish a new version")
                    .publishId(publish.publishId());
        }
        requireNoOtherReport(publish, registered.release());
    }

    /** Artifacts that were announced cannot be left out later, and a publish that skips the precheck has no report. */
    private static void requireNoOtherReport(Publish publish, SignedRelease release) {
        Set<String> own =
                release.artifacts().artifacts().stream().map(Artifact::name).collect(Collectors.toSet());
        boolean announced = publish.awaitsUpload()
                && publish.uploads().stream()
                        .map(Publish.Upload::artifact)
                        .anyMatch(name -> name.endsWith(EvidenceStage.REPORT_EXTENSION) && !own.contains(name));
        if (announced) {
            throw PublishException.of(
                            ErrorCode.STATE_REFUSED,
                            "continue the publish of " + release.plugin().id() + " "
                                    + release.plugin().version(),
                            "an earlier run announced the precheck report, which this run skips")
                    .advice("Run it with the precheck. " + publish.withdrawAdvice())
                    .publishId(publish.publishId());
        }
    }

    private static void requireSameContent(String resume, Publish publish, SignedRelease release) {
        PackRequest request = release.hashed().checked().packRequests().get(0);
        Optional<String> digest = ReleaseRegistration.announcedDigest(publish, request);
        String ours = release.hashed().plan().contentDigest();
        if (digest.isPresent() && !digest.get().equals(ours)) {
            throw resumeMismatch(resume, "its content digest is " + digest.get() + ", and the project's is " + ours);
        }
        Set<String> lists = release.artifacts().integrityLists().stream()
                .map(list -> list.artifact().name())
                .collect(Collectors.toSet());
        boolean otherArtifacts = publish.uploads().stream().noneMatch(upload -> lists.contains(upload.artifact()));
        if (otherArtifacts && !publish.uploads().isEmpty()) {
            throw resumeMismatch(
                    resume,
                    "it is not a publish of " + release.plugin().id() + " "
                            + release.plugin().version());
        }
    }

    private static PublishException resumeMismatch(String resume, String found) {
        return PublishException.of(ErrorCode.RESUME_MISMATCH, "resume publish " + resume, found)
                .publishId(resume);
    }
}
