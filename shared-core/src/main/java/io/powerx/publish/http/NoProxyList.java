package io.powerx.publish.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A NO_PROXY value: names, suffixes and CIDR blocks, separated by commas, or {@code *}. A name, with or without a
 * leading dot, also covers its subdomains. A block covers only addresses, because names are not resolved. Loopback is
 * always covered.
 */
final class NoProxyList {
    private final List<AddressBlock> blocks = new ArrayList<>();
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
        InetAddress address = AddressBlock.literal(name);
        if (address != null && blocks.stream().anyMatch(block -> block.contains(address))) {
            return true;
        }
        return names.stream()
                .filter(pattern -> pattern.port() < 0 || pattern.port() == port)
                .anyMatch(pattern -> pattern.name().equals("*")
                        || name.equals(pattern.name())
                        || (address == null && name.endsWith("." + pattern.name())));
    }

    private void add(String item) {
        AddressBlock block = AddressBlock.parse(item);
        if (block != null) {
            blocks.add(block);
            return;
        }
        if (item.indexOf('/') >= 0) {
            return;
        }
        int colon = item.lastIndexOf(':');
        int port = colon < 0 ? -1 : port(item.substring(colon + 1));
        String name = port < 0 ? item : item.substring(0, colon);
        names.add(new NamePattern(name.startsWith("*.") ? name.substring(2) : name.replaceFirst("^\\.", ""), port));
    }

    private static int port(String digits) {
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
