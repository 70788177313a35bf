package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The addresses to which the URLs in a server's replies may lead, so that a server elsewhere cannot make this client
 * send requests to services of this machine or its network. A server on loopback (the sandbox, development) may direct
 * the client anywhere; a server in a private network to private and public addresses; any other server to public ones.
 * Each may also direct it to itself, and to the hosts that the user trusts.
 *
 * @param origin scheme, host and port of the server
 * @param zone the least public addresses that are allowed
 * @param trusted further hosts. A name stands for its public and private addresses only: whoever controls the name must not reach this
 *     machine or the metadata of its cloud
 */
public record AllowedAddresses(String origin, AddressZone zone, HostList trusted) implements Serializable {
    /** For URLs that do not come from a server. */
    public static final AllowedAddresses ALL = new AllowedAddresses("", AddressZone.LOCAL, HostList.NONE);

    public static final AllowedAddresses PUBLIC = new AllowedAddresses("", AddressZone.PUBLIC, HostList.NONE);

    /** The remedy if an address is refused. */
    public static final String ADVICE =
            "Ask the operators of the Marketplace for a store with a public address. If its store is meant to"
                    + " be in your network, list the store's host in the setting upload-hosts.";

    /** Forms of addresses that resolvers, but not all programs, accept: {@code 2130706433}, {@code 0x7f.1}, {@code 127.1}. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");

    /**
     * What a server may use.
     *
     * @param connected the address of the connection to the server; null if it is not known, for example behind a proxy
     */
    public static AllowedAddresses of(HttpUrl server, @Nullable InetAddress connected) {
        return new AllowedAddresses(origin(server), zone(server.host(), connected), HostList.NONE);
    }

    /** These addresses and those of other hosts. */
    public AllowedAddresses and(HostList hosts) {
        return new AllowedAddresses(origin, zone, hosts);
    }

    /** A name that only resolves to loopback does not count: that may be a tunnel, or chosen by the server's operators. */
    private static AddressZone zone(String host, @Nullable InetAddress connected) {
        if (Endpoints.isLoopback(host)) {
            return AddressZone.LOCAL;
        }
        InetAddress address = connected == null ? AddressBlock.literal(host) : connected;
        return address != null && AddressZone.of(address) == AddressZone.PRIVATE
                ? AddressZone.PRIVATE
                : AddressZone.PUBLIC;
    }

    /** Why a request to a URL is refused without resolving its host, as a clause; null if it is not. */
    public @Nullable String refusal(HttpUrl url) {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return "the server sent a URL of " + url.host() + " with a user or password";
        }
        if (isServer(url)) {
            return null;
        }
        InetAddress address = AddressBlock.literal(url.host());
        if (address != null) {
            return refusal(address);
        }
        return ENDS_IN_NUMBER.matcher(url.host()).matches()
                ? "the server sent a URL whose host, " + url.host() + ", is neither a name nor a usual IP address"
                : null;
    }

    /**
     * A client that connects only to allowed addresses. Names are checked as they are resolved for the connection, so that they cannot
     * change in between. Names that a proxy resolves are not checked.
     *
     * @param settings those of the client
     */
    public OkHttpClient applyTo(OkHttpClient client, HttpSettings settings) {
        String proxy = ProxyRoute.host(settings);
        Dns dns = client.dns();
        return client.newBuilder()
                .dns(host -> host.equalsIgnoreCase(proxy) ? dns.lookup(host) : checked(host, dns.lookup(host)))
                .build();
    }

    /** Whether a URL leads to the server itself. */
    public boolean isServer(HttpUrl url) {
        return origin.equals(origin(url));
    }

    private List<InetAddress> checked(String host, List<InetAddress> addresses) throws UnknownHostException {
        for (InetAddress address : addresses) {
            boolean named = trusted.hasName(host) && AddressZone.of(address) != AddressZone.LOCAL;
            String refusal = named ? null : refusal(address);
            if (refusal != null) {
                UnknownHostException failure = new UnknownHostException(host);
                failure.initCause(PublishException.of(ErrorCode.CONTRACT_VIOLATED, "connect to " + host, refusal)
                        .advice(ADVICE));
                throw failure;
            }
        }
        return addresses;
    }

    private @Nullable String refusal(InetAddress address) {
        AddressZone reached = AddressZone.of(address);
        if (reached.compareTo(zone) <= 0 || trusted.hasAddress(address)) {
            return null;
        }
        String where = reached == AddressZone.LOCAL ? "this machine" : "a private network";
        return "the server's URL leads to " + address.getHostAddress() + ", an address of " + where
                + ", which only a server on " + (reached == AddressZone.LOCAL ? "this machine" : "such a network")
                + " may use";
    }

    private static String origin(HttpUrl url) {
        return url.scheme() + "://" + url.host() + ":" + url.port();
    }
}
