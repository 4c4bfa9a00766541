package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOrderTest {

    @Test
    void alternate_ipv6First_takesFamiliesInTurn() {
        assertThat(AddressOrder.alternate(addresses("::1", "::2", "::3", "10.0.0.1", "10.0.0.2")))
                .isEqualTo(addresses("::1", "10.0.0.1", "::2", "10.0.0.2", "::3"));
    }

    @Test
    void alternate_ipv4First_startsWithIpv4() {
        assertThat(AddressOrder.alternate(addresses("10.0.0.1", "::1", "::2")))
                .isEqualTo(addresses("10.0.0.1", "::1", "::2"));
    }

    @Test
    void alternate_oneFamily_keepsTheOrder() {
        assertThat(AddressOrder.alternate(addresses("10.0.0.3", "10.0.0.1", "10.0.0.2")))
                .isEqualTo(addresses("10.0.0.3", "10.0.0.1", "10.0.0.2"));
    }

    static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals).map(AddressOrderTest::address).toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
