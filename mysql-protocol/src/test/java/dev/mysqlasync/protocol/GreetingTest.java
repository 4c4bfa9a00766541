package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {

    private static final byte[] SCRAMBLE = Dump.bytes("41*20");
    private static final long MYSQL = 0xdfffffffL;

    @ParameterizedTest
    @CsvSource({
        "05 00 00 00, 0x05",
        "'48 54 54 50', does not speak the MySQL protocol",
        "'53 53 48 2d', does not speak the MySQL protocol",
        "'0b 08 05 1a 00', X protocol",
        "'09 33 2e 32 30 00', protocol 9",
        "'ff 10 04', ERR packet",
    })
    void decode_firstByteOfSomethingElse_saysWhatThePeerIs(String dump, String said) {
        assertThatThrownBy(() -> Greeting.decode(Dump.reader(dump)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(said);
    }

    @Test
    void decode_withoutProtocol41_isRefusedByName() {
        assertThatThrownBy(() -> decode("0a '3.23.58' 00 01 00 00 00 41*8 00 ff fd"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("3.23.58")
                .hasMessageContaining("CLIENT_PROTOCOL_41");
    }

    @Test
    void decode_withoutSecureConnection_isRefusedByName() {
        assertThatThrownBy(() -> decode("0a '4.1.0' 00 01 00 00 00 41*8 00 ff 7f"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("CLIENT_RESERVED2");
    }

    @Test
    void decode_withoutPluginAuth_namesTheNativePlugin() {
        Greeting greeting = decode("0a '5.1' 00 01 00 00 00 41*8 00 ff ff 21 02 00 00 00 00 00*10 41*12 00");

        assertThat(greeting.authPlugin()).isEqualTo("mysql_native_password");
        assertThat(greeting.scramble()).isEqualTo(SCRAMBLE);
    }

    @Test
    void decode_scrambleWithoutNulAtTheEnd_isComplete() {
        Greeting greeting = decode("0a '5.1' 00 01 00 00 00 41*8 00 ff ff 21 02 00 00 00 00 00*10 41*12");

        assertThat(greeting.scramble()).isEqualTo(SCRAMBLE);
    }

    @Test
    void decode_pluginNameWithoutNul_isReadToTheEnd() {
        Greeting greeting = decode("0a '5.5.6' 00 01 00 00 00 41*8 00 ff ff 21 02 00 0f 80 15 00*10 41*12 00 'plug'");

        assertThat(greeting.authPlugin()).isEqualTo("plug");
    }

    @Test
    void decode_longerScramble_usesItsFirst20BytesAndFindsThePlugin() {
        Greeting greeting =
                decode("0a '9.9' 00 01 00 00 00 41*8 00 ff ff 21 02 00 0f 80 1b 00*10 41*12 42*6 00 'plug' 00");

        assertThat(greeting.scramble()).isEqualTo(SCRAMBLE);
        assertThat(greeting.authPlugin()).isEqualTo("plug");
    }

    @Test
    void decode_connectionIdOver31Bits_staysPositive() {
        Greeting greeting = decode("0a '5.1' 00 ff ff ff ff 41*8 00 ff ff 21 02 00 00 00 00 00*10 41*12 00");

        assertThat(greeting.connectionId()).isEqualTo(0xffff_ffffL);
    }

    @Test
    void decode_extendedBitsOfAServerWithClientMysqlSet_areIgnored() {
        Greeting greeting = decode("0a '9.9' 00 01 00 00 00 41*8 00 ff ff 21 02 00 00 00 00 00*6 ff ff ff ff 41*12 00");

        assertThat(greeting.capabilities()).isEqualTo(0xffffL);
    }

    @ParameterizedTest
    @CsvSource({
        "5.5.5-10.11.19-MariaDB-log, true, 10.11.19-MariaDB-log",
        "11.8.9-MariaDB-4 from Debian, true, 11.8.9-MariaDB-4 from Debian",
        "9.7.4-2, false, 9.7.4-2",
        "26.7.0, false, 26.7.0",
    })
    void isMariaDb_byVersion(String version, boolean mariaDb, String text) {
        Greeting greeting = new Greeting(version, 1, SCRAMBLE, MYSQL, 255, 2, "p");

        assertThat(greeting.isMariaDb()).isEqualTo(mariaDb);
        assertThat(greeting.versionText()).isEqualTo(text);
    }

    @Test
    void isMariaDb_byCapabilitiesWhereTheVersionHidesIt() {
        assertThat(new Greeting("1.0", 1, SCRAMBLE, MYSQL & ~1, 255, 2, "p").isMariaDb())
                .isTrue();
    }

    @Test
    void greeting_scrambleOfAnotherLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Greeting("9", 1, new byte[21], MYSQL, 255, 2, "p"));
    }

    private static Greeting decode(String dump) {
        return Greeting.decode(Dump.reader(dump));
    }
}
