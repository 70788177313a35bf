package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.Questions;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Setting;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.marketplace.Publish;
import java.util.ArrayList;
import java.util.List;

/** Withdraws a version. */
public final class WithdrawCommand extends StatusChange {
    private static final String YES = "--yes";
    private static final String TAKEN = "A withdrawal is final: the number of {0} cannot be used again.";
    private static final String RELEASED = "A withdrawal is final, but the number of {0} can be used again.";

    public WithdrawCommand() {
        super("withdrawn");
    }

    @Override
    public String name() {
        return "withdraw";
    }

    @Override
    public String summary() {
        return "Withdraw a version from the review queue or from the Marketplace.";
    }

    @Override
    public List<Extra> extras() {
        List<Extra> extras = new ArrayList<>(super.extras());
        extras.add(Extra.flag(YES, "Do not ask for confirmation."));
        return List.copyOf(extras);
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "A withdrawal is final. The number of the version can be used again only if its upload is not complete or if it is in"
                        + " PowerX core's registry. On a terminal, withdraw asks for confirmation.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "px-plugin withdraw --reason \"wrong migration\"",
                        "the version that the receipt in this folder describes"),
                new Example("px-plugin withdraw --publish-id pub_123 --reason \"superseded\" --yes", "in a script"));
    }

    @Override
    boolean confirmed(Invocation invocation, Publish publish, String what) {
        boolean released = releasesTheNumber(invocation, publish);
        boolean asks = invocation.extra(YES).isEmpty()
                && !invocation.json()
                && invocation.host().input() != null;
        if (!asks) {
            invocation.console().note(released ? Level.INFO : Level.WARNING, released ? RELEASED : TAKEN, what);
            return true;
        }
        return Questions.of(invocation, false)
                .choose(
                        invocation.messages().text((released ? RELEASED : TAKEN) + " Withdraw it?", what),
                        List.of("yes", "no"),
                        "no")
                .equals("yes");
    }

    /** An incomplete upload releases its number, and PowerX core's registry deletes what is withdrawn. */
    private static boolean releasesTheNumber(Invocation invocation, Publish publish) {
        return publish.awaitsUpload()
                || invocation.config().choice(Setting.API, ApiGeneration.class) == ApiGeneration.CORE;
    }
}
