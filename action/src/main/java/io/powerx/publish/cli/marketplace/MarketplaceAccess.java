package io.powerx.publish.cli.marketplace;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptionsMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Marketplace that a command uses. With {@code --sandbox} it is the embedded one, which runs until this is closed. */
public final class MarketplaceAccess implements AutoCloseable {
    private final Invocation invocation;
    private final @Nullable EmbeddedMarketplace embedded;

    private MarketplaceAccess(Invocation invocation, @Nullable EmbeddedMarketplace embedded) {
        this.invocation = invocation;
        this.embedded = embedded;
    }

    public static MarketplaceAccess open(Invocation invocation) {
        if (!invocation.config().flag(Setting.SANDBOX)) {
            return new MarketplaceAccess(invocation, null);
        }
        if (invocation.given(Setting.API_URL)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "choose the Marketplace",
                    invocation.vocabulary().option("sandbox") + " and "
                            + invocation.vocabulary().option("api-url")
                            + " were both specified; one of them is enough");
        }
        warnOfUnusedKey(invocation);
        EmbeddedMarketplace embedded = EmbeddedMarketplace.temporary(invocation);
        try {
            Map<Setting, String> settings = embedded.settings();
            if (!invocation.config().isChosen(Setting.RECEIPT)) {
                settings.put(Setting.RECEIPT, invocation.receipt().toString());
            }
            return new MarketplaceAccess(invocation.apart(settings), embedded);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    private static void warnOfUnusedKey(Invocation invocation) {
        if (invocation.given(Setting.SIGNING_KEY)) {
            invocation
                    .console()
                    .note(
                            PublishEvent.Note.Level.WARNING,
                            "{0} is not used: a publish to the sandbox is signed with the sandbox's own key",
                            invocation.vocabulary().option("signing-key"));
        }
    }

    /** The invocation with the settings of the chosen Marketplace. */
    public Invocation invocation() {
        return invocation;
    }

    /** Connects without a request; the token is requested with the first one. */
    public Marketplace connect(String pluginId) {
        return connect(invocation, pluginId);
    }

    /** Connects to the Marketplace of a target. */
    public Marketplace connect(Invocation target, String pluginId) {
        return connect(target, pluginId, target.mapper().http(), RetrySettings.DEFAULT);
    }

    /** Connects for a check, which reports after a few seconds that the Marketplace cannot be reached. */
    public Marketplace connectForCheck(Invocation target, String pluginId) {
        return connect(target, pluginId, target.mapper().http().brief(), RetrySettings.BRIEF);
    }

    private Marketplace connect(Invocation target, String pluginId, HttpSettings http, RetrySettings retry) {
        PublishOptionsMapper mapper = target.mapper();
        return Marketplaces.connect(
                mapper.target(),
                () -> pluginId,
                http,
                retry,
                new RedactingListener(invocation.redactor(), invocation.listener()),
                invocation.redactor(),
                invocation.timing());
    }

    /** Shows where the review can be decided while this command waits for it. */
    public void showReviewPageNow() {
        if (embedded != null && embedded.hasReviewPage()) {
            invocation
                    .console()
                    .note(
                            PublishEvent.Note.Level.INFO,
                            "The review page is at {0} until this command ends.",
                            embedded.address());
        }
    }

    /** Shows how to open the review page of the embedded Marketplace, which ends with this command. */
    public void showReviewPage() {
        boolean again = invocation.client().frontend().equals("cli");
        if (embedded != null && embedded.hasReviewPage() && again) {
            invocation
                    .console()
                    .say(invocation
                            .messages()
                            .text(
                                    "The sandbox ends with this command; to open the review page: {0}",
                                    EmbeddedMarketplace.commandToServeAgain(invocation)));
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            // It receives the telemetry of this run, which is sent while the run continues.
            invocation.telemetry().close();
            embedded.close();
        }
    }
}
