package io.powerx.publish.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses, such as {@code 10.0.0.0/8}. */
record AddressBlock(ByteString network, int bits) {
    /** Without leading zeros, which some programs read as octal numbers. */
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final Pattern LITERAL = Pattern.compile(
            OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*(" + OCTET + "(\\." + OCTET + "){3})?");

    /** Parses a block or a single address; null if the text is neither. */
    static @Nullable AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        ByteString network = ByteString.of(address.getAddress());
        int all = network.size() * 8;
        String length = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
        int bits = length.matches("\\d{1,3}") ? Integer.parseInt(length) : -1;
        return bits < 0 || bits > all ? null : new AddressBlock(network, bits);
    }

    /** Parses an address in its usual form, with or without brackets, without resolving names; null if it is none. */
    static @Nullable InetAddress literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!LITERAL.matcher(bare).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    boolean contains(InetAddress address) {
        ByteString other = ByteString.of(address.getAddress());
        if (network.size() != other.size() || !network.rangeEquals(0, other, 0, bits / 8)) {
            return false;
        }
        int rest = bits % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || ((network.getByte(bits / 8) ^ other.getByte(bits / 8)) & mask & 0xff) == 0;
    }
}
