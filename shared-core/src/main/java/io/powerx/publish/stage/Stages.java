package io.powerx.publish.stage;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.options.PublishOptions;
import java.util.ArrayList;
import java.util.List;

/** The stages of a publish. */
public final class Stages {
    private static final List<Stage> PREPARING = List.of(new InspectStage(), new PrecheckStage(), new HashStage());
    private static final List<Stage> SIGNING_THE_CONTENT = List.of(new SignStage(), new PackStage());
    private static final List<Stage> SIGNING_THE_PACKAGE = List.of(new PackStage(), new SignPackageStage());
    private static final List<Stage> TELLING =
            List.of(new RegisterStage(), new UploadStage(), new CompleteStage(), new SubmitStage());

    private Stages() {}

    /**
     * In the order in which they run.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} where the registry does not check signatures of the profile
     */
    public static List<Stage> of(PublishOptions options) {
        requireFit(options.signing().profile(), options.target().api());
        List<Stage> stages = new ArrayList<>(PREPARING);
        stages.addAll(
                options.signing().profile() == SigningProfile.ED25519_PACKAGE
                        ? SIGNING_THE_PACKAGE
                        : SIGNING_THE_CONTENT);
        stages.add(new ReleaseStage());
        if (options.store() != null) {
            stages.add(new StoreStage(options.store()));
        }
        stages.addAll(TELLING);
        return List.copyOf(stages);
    }

    /** Each registry checks signatures of its own kind. */
    private static void requireFit(SigningProfile profile, ApiGeneration api) {
        boolean forCore = profile == SigningProfile.ED25519_PACKAGE;
        if (forCore != (api == ApiGeneration.CORE)) {
            throw PublishException.of(
                            ErrorCode.OPTION_INVALID,
                            "sign in the profile " + profile.wireName(),
                            forCore
                                    ? "it signs for PowerX core's registry, and this publish goes to a Marketplace"
                                    : "PowerX core's registry checks signatures of the profile "
                                            + SigningProfile.ED25519_PACKAGE.wireName() + " only")
                    .build();
        }
    }
}
