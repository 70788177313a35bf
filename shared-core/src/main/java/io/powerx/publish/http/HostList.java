package io.powerx.publish.http;

import java.io.Serializable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that a user trusts: exact names, addresses and CIDR blocks.
 *
 * @param names in lower case
 * @param blocks as {@link AddressBlock} reads them
 */
public record HostList(List<String> names, List<String> blocks) implements Serializable {
    public static final HostList NONE = new HostList(List.of(), List.of());

    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    public HostList {
        names = List.copyOf(names);
        blocks = List.copyOf(blocks);
    }

    /**
     * Parses a list.
     *
     * @param text separated by commas or blanks; null for an empty list
     * @throws IllegalArgumentException with a clause about the first item that is neither a name, nor an address, nor a block
     */
    public static HostList parse(@Nullable String text) {
        List<String> names = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        for (String item :
                Objects.requireNonNullElse(text, "").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            if (item.isEmpty()) {
                continue;
            }
            if (AddressBlock.parse(item) != null) {
                blocks.add(item);
            } else if (NAME.matcher(item).matches() && !item.matches("(.*\\.)?[0-9]+")) {
                names.add(item);
            } else {
                throw new IllegalArgumentException(
                        "must list exact host names, IP addresses or CIDR blocks such as 10.1.0.0/16, without ports and"
                                + " wildcards");
            }
        }
        return new HostList(names, blocks);
    }

    boolean hasName(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }

    boolean hasAddress(InetAddress address) {
        for (String text : blocks) {
            AddressBlock block = AddressBlock.parse(text);
            if (block != null && block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
