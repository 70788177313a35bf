package io.jenkins.plugins.powerx.config;

import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.config.Channel;
import java.util.Arrays;

/** The Marketplace's channels as forms offer and check them. */
public final class Channels {
    private Channels() {}

    /** All channels, after a first item with an empty value. */
    public static ListBoxModel items(String none) {
        ListBoxModel items = new ListBoxModel();
        items.add(none, "");
        for (Channel channel : Channel.values()) {
            items.add(channel.wireName());
        }
        return items;
    }

    /** Whether each name of a list separated by commas or spaces is a channel. */
    public static FormValidation check(String names) {
        for (String name : names.trim().split("[,\\s]+")) {
            if (!name.isEmpty()
                    && Arrays.stream(Channel.values())
                            .noneMatch(channel -> channel.wireName().equals(name))) {
                return FormValidation.error(Messages.Channel_Unknown(name));
            }
        }
        return FormValidation.ok();
    }
}
