package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.WireEnum;
import java.util.ArrayList;
import java.util.List;

/** The channels in forms. */
public final class Channels {
    private Channels() {}

    /** All channels, after an item with an empty value. */
    public static ListBoxModel items(String none) {
        ListBoxModel items = new ListBoxModel();
        items.add(none, "");
        for (Channel channel : Channel.values()) {
            items.add(channel.wireName());
        }
        return items;
    }

    /**
     * Splits texts into channel names.
     *
     * @param texts names, possibly several separated by commas or spaces; null counts as empty
     */
    public static List<String> names(@CheckForNull List<String> texts) {
        List<String> names = new ArrayList<>();
        for (String text : Util.fixNull(texts)) {
            for (String name : text.split("[,\\s]+")) {
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Checks that each name in a list separated by commas or spaces is a channel. */
    public static FormValidation check(String names) {
        for (String name : names(List.of(names))) {
            if (WireEnum.of(Channel.class, name).isEmpty()) {
                return FormValidation.error(Messages.Channel_Unknown(name));
            }
        }
        return FormValidation.ok();
    }
}
