package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.config.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /**
     * The names of a list.
     *
     * @param texts names, or texts in which commas or spaces part names; null for none
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

    /** Whether each name of a list separated by commas or spaces is a channel. */
    public static FormValidation check(String names) {
        for (String name : names(List.of(names))) {
            if (Arrays.stream(Channel.values())
                    .noneMatch(channel -> channel.wireName().equals(name))) {
                return FormValidation.error(Messages.Channel_Unknown(name));
            }
        }
        return FormValidation.ok();
    }
}
