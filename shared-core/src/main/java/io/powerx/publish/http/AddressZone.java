package io.powerx.publish.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What an IP address belongs to, according to the registries of special-purpose addresses (RFC 6890). */
enum AddressZone {
    PUBLIC,
    /** A private network, including carrier-grade NAT (RFC 6598). */
    PRIVATE,
    /** This machine or its link: loopback, link-local, unspecified, multicast and reserved addresses. */
    LOCAL;

    // The last three are metadata services of clouds, which serve credentials at other addresses than 169.254.169.254.
    private static final List<AddressBlock> LOCAL_BLOCKS = blocks(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "224.0.0.0/3",
            "fe80::/10",
            "ff00::/8",
            "168.63.129.16",
            "100.100.100.200",
            "fd00:ec2::254");
    private static final List<AddressBlock> PRIVATE_BLOCKS = blocks(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "fc00::/7",
            "fec0::/10",
            "64:ff9b:1::/48");

    /** IPv6 addresses whose last four bytes are an IPv4 address: IPv4-compatible ones and NAT64 (RFC 6052). */
    private static final List<AddressBlock> ENDING_WITH_IPV4 = blocks("::/96", "64:ff9b::/96");
    /** 6to4 (RFC 3056): the IPv4 address follows the first two bytes. */
    private static final List<AddressBlock> SIX_TO_FOUR = blocks("2002::/16");

    static AddressZone of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (contains(ENDING_WITH_IPV4, address)) {
            return of(ipv4(bytes, 12));
        }
        if (contains(SIX_TO_FOUR, address)) {
            return of(ipv4(bytes, 2));
        }
        if (contains(LOCAL_BLOCKS, address)) {
            return LOCAL;
        }
        return contains(PRIVATE_BLOCKS, address) ? PRIVATE : PUBLIC;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean contains(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(String... texts) {
        return Stream.of(texts)
                .map(text -> Objects.requireNonNull(AddressBlock.parse(text)))
                .toList();
    }
}
