package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthSwitchRequestTest {

    @ParameterizedTest
    @CsvSource({
        "01*20 00, 01*20", // the NUL after a scramble
        "01*20, 01*20", // a scramble without
        "01*19 00 00, 01*19 00", // a scramble that ends with a zero, and its NUL
        "01*21, 01*21", // 21 bytes that end with something else
        "01*31 00, 01*31 00", // any other length is data to its last byte
        "01*8 00, 01*8 00",
    })
    void decode_onlyTheNulAfterA20ByteScramble_isDropped(String sent, String expected) {
        assertThat(AuthSwitchRequest.decode(Dump.reader("fe 'p' 00 " + sent)).data())
                .isEqualTo(Dump.bytes(expected));
        assertThat(AuthNextFactor.decode(Dump.reader("02 'p' 00 " + sent)).data())
                .isEqualTo(Dump.bytes(expected));
    }

    @Test
    void decode_switchWithoutData_hasNone() {
        assertThat(AuthSwitchRequest.decode(Dump.reader("fe 'mysql_clear_password' 00")))
                .isEqualTo(new AuthSwitchRequest("mysql_clear_password", new byte[0]));
    }

    @Test
    void encode_oldPluginWithData_isNotTheOldSwitch() {
        PayloadWriter out = new PayloadWriter();
        new AuthSwitchRequest("mysql_old_password", new byte[] {1}).encode(out);

        assertThat(out.toByteArray()).isEqualTo(Dump.bytes("fe 'mysql_old_password' 00 01"));
    }

    @Test
    void toString_showsOnlyTheLengthOfData() {
        byte[] data = Dump.bytes("'secret'");

        assertThat(new AuthSwitchRequest("p", data)).hasToString("AuthSwitchRequest[plugin=p, data=6 bytes]");
        assertThat(new AuthNextFactor("p", data)).hasToString("AuthNextFactor[plugin=p, data=6 bytes]");
        assertThat(new AuthMoreData(data)).hasToString("AuthMoreData[6 bytes]");
    }
}
