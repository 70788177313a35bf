package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
    private static final AllowedAddresses PUBLIC = of("https://market.example", "203.0.113.5");
    private static final AllowedAddresses PRIVATE = of("https://market.corp", "10.1.2.3");
    private static final AllowedAddresses LOOPBACK = of("http://127.0.0.1:8077", "127.0.0.1");

    private static AllowedAddresses of(String server, String connected) {
        return AllowedAddresses.of(HttpUrl.get(server), address(connected));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "93.184.216.34, PUBLIC",
        "172.32.0.1, PUBLIC",
        "100.128.0.1, PUBLIC",
        "2606:2800:220:1::1, PUBLIC",
        "64:ff9b::5db8:d822, PUBLIC",
        "10.0.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "fec0::1, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "64:ff9b::a00:1, PRIVATE",
        "2002:c0a8:1::1, PRIVATE",
        "127.8.8.8, LOCAL",
        "0.0.0.0, LOCAL",
        "169.254.169.254, LOCAL",
        "224.0.0.1, LOCAL",
        "255.255.255.255, LOCAL",
        "::, LOCAL",
        "::1, LOCAL",
        "::127.0.0.1, LOCAL",
        "::ffff:127.0.0.1, LOCAL",
        "64:ff9b::7f00:1, LOCAL",
        "2002:7f00:1::1, LOCAL",
        "fe80::1, LOCAL",
        "ff02::1, LOCAL",
        "168.63.129.16, LOCAL",
        "fd00:ec2::254, LOCAL",
    })
    void every_address_belongs_to_a_zone(String address, AddressZone zone) {
        assertThat(AddressZone.of(address(address))).isEqualTo(zone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:2375/x",
                "http://[::ffff:127.0.0.1]/x",
                "http://[::1]/x",
                "http://0.0.0.0/x",
                "http://0/x",
                "http://127.1/x",
                "http://2130706433/x",
                "http://0177.0.0.1/x",
                "http://0x7f.0.0.1/x",
                "http://0x7f000001/x",
                "http://127.000.000.001/x",
                "http://127.0.0.1./x",
                "https://169.254.169.254/latest",
                "https://10.0.0.1/x",
                "https://[fd00::1]/x",
                "https://me@store.example/x",
                "https://me:pw@127.0.0.1/x",
            })
    void a_public_server_cannot_specify_an_address_that_is_not_public(String url) {
        assertThat(PUBLIC.refusal(HttpUrl.get(url))).isNotNull();
    }

    @Test
    void a_public_server_can_specify_public_addresses_and_names() {
        assertThat(PUBLIC.refusal(HttpUrl.get("https://93.184.216.34/x"))).isNull();
        assertThat(PUBLIC.refusal(HttpUrl.get("https://store_1.example/x"))).isNull();
    }

    @Test
    void a_server_in_a_private_network_can_specify_private_but_no_local_addresses() {
        assertThat(PRIVATE.refusal(HttpUrl.get("https://192.168.7.7/x"))).isNull();
        assertThat(PRIVATE.refusal(HttpUrl.get("https://169.254.169.254/x")))
                .isEqualTo(
                        "the server's URL leads to 169.254.169.254, an address of this machine, which only a server on this"
                                + " machine may use");
    }

    @Test
    void a_server_on_loopback_can_specify_any_address() {
        assertThat(LOOPBACK.refusal(HttpUrl.get("http://127.0.0.1:9000/x"))).isNull();
        assertThat(LOOPBACK.refusal(HttpUrl.get("https://10.0.0.1/x"))).isNull();
    }

    @Test
    void a_name_that_leads_to_loopback_is_not_a_server_on_loopback_but_may_specify_itself() {
        AllowedAddresses tunnel = of("https://market.example:8443", "127.0.0.1");

        assertThat(tunnel.refusal(HttpUrl.get("https://127.0.0.1:8443/x"))).isNotNull();
        assertThat(tunnel.refusal(HttpUrl.get("https://10.0.0.1/x"))).isNotNull();
        assertThat(tunnel.isServer(HttpUrl.get("https://market.example:8443/x")))
                .isTrue();
        assertThat(tunnel.isServer(HttpUrl.get("https://market.example:2375/x")))
                .isFalse();
    }

    @Test
    void hosts_that_the_user_trusts_may_have_private_addresses() throws Exception {
        AllowedAddresses trusting = PUBLIC.and(HostList.parse("store.corp, 10.1.0.0/16 fd12::7"));

        assertThat(trusting.refusal(HttpUrl.get("https://10.1.255.1/x"))).isNull();
        assertThat(trusting.refusal(HttpUrl.get("https://[fd12::7]/x"))).isNull();
        assertThat(trusting.refusal(HttpUrl.get("https://10.2.0.1/x"))).isNotNull();
        assertThat(trusting.refusal(HttpUrl.get("https://169.254.169.254/x"))).isNotNull();
        assertThat(resolved(trusting, "STORE.corp", "10.9.9.9")).isTrue();
        assertThat(resolved(trusting, "other.corp", "10.1.2.3")).isTrue();
        assertThat(resolved(trusting, "other.corp", "10.9.9.9")).isFalse();
        assertThat(resolved(trusting, "sub.store.corp", "10.9.9.9")).isFalse();
        assertThat(resolved(trusting, "store.corp", "127.0.0.1")).isFalse();
        assertThat(resolved(trusting, "store.corp", "169.254.169.254")).isFalse();
    }

    private static boolean resolved(AllowedAddresses allowed, String host, String address) {
        OkHttpClient resolving = new OkHttpClient.Builder()
                .dns(name -> List.of(address(address)))
                .build();
        try {
            return allowed.applyTo(resolving, HttpSettings.DEFAULT)
                            .dns()
                            .lookup(host)
                            .size()
                    == 1;
        } catch (UnknownHostException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*.corp", "store.corp:9000", "https://store.corp", "10.0.0.0/33", "10.1", "2130706433", "a/b"})
    void a_value_that_is_not_an_exact_host_is_rejected(String text) {
        assertThatThrownBy(() -> HostList.parse("store.corp," + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exact host names");
        assertThat(HostList.parse(" store.corp ,, ::1").names()).containsExactly("store.corp");
    }

    @Test
    void only_the_literal_address_of_a_server_behind_a_proxy_is_checked() {
        assertThat(AllowedAddresses.of(HttpUrl.get("https://10.0.0.9"), null).refusal(HttpUrl.get("https://10.0.0.1")))
                .isNull();
        assertThat(AllowedAddresses.of(HttpUrl.get("https://market.corp"), null)
                        .refusal(HttpUrl.get("https://10.0.0.1")))
                .isNotNull();
    }

    @Test
    void a_name_is_checked_each_time_it_is_resolved_for_a_connection() throws Exception {
        // given a name that leads to another address the second time
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(address("93.184.216.34"), address("127.0.0.1")));
        OkHttpClient resolving = new OkHttpClient.Builder()
                .dns(name -> List.of(answers.remove()))
                .build();
        OkHttpClient guarded = PUBLIC.applyTo(resolving, HttpSettings.DEFAULT);

        // then
        assertThat(guarded.dns().lookup("store.example")).hasSize(1);
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> guarded.dns().lookup("store.example"))
                .satisfies(e -> assertThat(e.getCause())
                        .isInstanceOfSatisfying(PublishException.class, refusal -> assertThat(refusal.code())
                                .isEqualTo(ErrorCode.CONTRACT_VIOLATED))
                        .hasMessageContaining("127.0.0.1"));
    }

    @Test
    void the_name_of_the_proxy_itself_may_lead_to_any_address() throws Exception {
        OkHttpClient resolving = new OkHttpClient.Builder()
                .dns(name -> List.of(address("10.0.0.8")))
                .build();
        HttpSettings settings = new HttpSettings(
                "http://my_proxy:3128",
                null,
                null,
                HttpSettings.DEFAULT.connectTimeout(),
                HttpSettings.DEFAULT.stallTimeout());
        OkHttpClient guarded = PUBLIC.applyTo(resolving, settings);

        assertThat(guarded.dns().lookup("my_proxy")).hasSize(1);
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> guarded.dns().lookup("store.example"));
    }
}
