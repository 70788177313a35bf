package io.powerx.publish.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A NO_PROXY value: names, suffixes and CIDR blocks, separated by commas, or {@code *}. A name, with or without a
 * leading dot, also covers its subdomains. A block covers only addresses, because names are not resolved. Loopback is
 * always covered.
 */
final class NoProxyList {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    private record Block(ByteString network, int bits) {}

    private final List<Block> blocks = new ArrayList<>();
    private final List<NamePattern> names = new ArrayList<>();

    private record NamePattern(String name, int port) {}

    NoProxyList(@Nullable String value) {
        if (value == null) {
            return;
        }
        for (String item : value.split("[,\\s]+")) {
            if (!item.isEmpty()) {
                add(item.toLowerCase(Locale.ROOT));
            }
        }
    }

    boolean covers(String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        if (Endpoints.isLoopback(name)) {
            return true;
        }
        ByteString address = address(name);
        if (address != null && blocks.stream().anyMatch(block -> contains(block, address))) {
            return true;
        }
        return names.stream()
                .filter(pattern -> pattern.port() < 0 || pattern.port() == port)
                .anyMatch(pattern -> pattern.name().equals("*")
                        || name.equals(pattern.name())
                        || (address == null && name.endsWith("." + pattern.name())));
    }

    private void add(String item) {
        int slash = item.indexOf('/');
        ByteString network = address(bare(slash < 0 ? item : item.substring(0, slash)));
        if (network != null) {
            int all = network.size() * 8;
            int bits = slash < 0 ? all : bits(item.substring(slash + 1));
            if (bits >= 0 && bits <= all) {
                blocks.add(new Block(network, bits));
            }
            return;
        }
        int colon = item.lastIndexOf(':');
        int port = colon < 0 ? -1 : bits(item.substring(colon + 1));
        String name = port < 0 ? item : item.substring(0, colon);
        names.add(new NamePattern(name.startsWith("*.") ? name.substring(2) : name.replaceFirst("^\\.", ""), port));
    }

    private static int bits(String digits) {
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static @Nullable ByteString address(String host) {
        if (!ADDRESS.matcher(host).matches()) {
            return null;
        }
        try {
            return ByteString.of(InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean contains(Block block, ByteString address) {
        if (block.network().size() != address.size()) {
            return false;
        }
        int whole = block.bits() / 8;
        if (!block.network().rangeEquals(0, address, 0, whole)) {
            return false;
        }
        int rest = block.bits() % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || ((block.network().getByte(whole) ^ address.getByte(whole)) & mask & 0xff) == 0;
    }
}
