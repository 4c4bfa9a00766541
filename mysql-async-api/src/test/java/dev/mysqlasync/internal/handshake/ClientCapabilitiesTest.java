package dev.mysqlasync.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.Greeting;
import org.junit.jupiter.api.Test;

class ClientCapabilitiesTest {

    private static final long EVERYTHING = 0xFFFF_FFFFL;

    private final MySqlOptionsBuilder options = MySqlOptions.builder().user("app");

    private long chosen(String version, long offered, boolean tls) {
        Greeting greeting = new Greeting(version, 1, new byte[20], offered, 45, 2, "mysql_native_password");
        return ClientCapabilities.choose(options.build(), greeting, tls);
    }

    private long chosen() {
        return chosen("9.7.4", EVERYTHING, false);
    }

    @Test
    void choose_anyServer_isWithinItsOffer() {
        long offered = Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_RESERVED2 | Capability.CLIENT_PLUGIN_AUTH;
        options.database("shop").foundRows(true).multiStatements(true);

        assertThat(chosen("9.7.4", offered, true)).isEqualTo(offered);
    }

    @Test
    void choose_byDefault_leavesWhatHasToBeAskedForAway() {
        long risky = Capability.CLIENT_LOCAL_FILES
                | Capability.CLIENT_MULTI_STATEMENTS
                | Capability.CLIENT_FOUND_ROWS
                | Capability.CLIENT_COMPRESS
                | Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM
                | Capability.CLIENT_CONNECT_WITH_DB
                | Capability.CLIENT_INTERACTIVE
                | Capability.CLIENT_SSL;

        assertThat(chosen() & risky).isZero();
    }

    @Test
    void choose_optionsThatAsk_areHeard() {
        options.database("shop").foundRows(true).multiStatements(true).localInfile(true);

        assertThat(Capability.has(
                        chosen(),
                        Capability.CLIENT_CONNECT_WITH_DB
                                | Capability.CLIENT_LOCAL_FILES
                                | Capability.CLIENT_FOUND_ROWS
                                | Capability.CLIENT_MULTI_STATEMENTS))
                .isTrue();
    }

    @Test
    void choose_underTls_saysSo() {
        assertThat(Capability.has(chosen("9.7.4", EVERYTHING, true), Capability.CLIENT_SSL))
                .isTrue();
    }

    @Test
    void choose_mariaDb_leavesTheBitClearThatWouldHideTheExtendedOnes() {
        long offered = (EVERYTHING & ~Capability.CLIENT_LONG_PASSWORD) | 0x1DL << 32;
        long chosen = chosen("5.5.5-11.8.2-MariaDB", offered, false);

        assertThat(Capability.has(chosen, Capability.CLIENT_LONG_PASSWORD)).isFalse();
        assertThat(Capability.has(chosen, Capability.MARIADB_CLIENT_EXTENDED_METADATA))
                .isTrue();
    }
}
