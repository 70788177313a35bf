package io.powerx.publish.cli;

import java.util.List;

/** Takes a version back. */
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
        return "Take a version back, out of the review queue or out of the Marketplace.";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin withdraw --reason \"wrong migration\"", "the publish of this folder's receipt"),
                new Example("px-plugin withdraw --publish-id pub_123 --reason \"superseded\"", "any publish"));
    }
}
