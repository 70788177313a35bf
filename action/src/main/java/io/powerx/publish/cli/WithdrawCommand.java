package io.powerx.publish.cli;

import java.util.List;

/** Withdraws a version. */
final class WithdrawCommand extends StatusChange {
    WithdrawCommand() {
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
    public List<Example> examples() {
        return List.of(
                new Example(
                        "px-plugin withdraw --reason \"wrong migration\"",
                        "the version that the receipt in this folder describes"),
                new Example("px-plugin withdraw --publish-id pub_123 --reason \"superseded\"", "any version"));
    }
}
