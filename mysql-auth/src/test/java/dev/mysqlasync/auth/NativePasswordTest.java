package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.context;
import static dev.mysqlasync.auth.Fixtures.data;
import static dev.mysqlasync.auth.Fixtures.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativePasswordTest {

    @ParameterizedTest
    @EnumSource
    void first_overAnyTransport_isTheScramble(TransportSecurity transport) {
        assertThat(start("secret", transport).first()).isEqualTo(hex("b32bb3a583e1340c0a1108d58b1be49781ad8c2f"));
    }

    @Test
    void first_emptyPassword_isEmpty() {
        assertThat(start("", TransportSecurity.PLAIN).first()).isEmpty();
    }

    @Test
    void first_again_throws() {
        ClientAuth client = start("secret", TransportSecurity.PLAIN);
        client.first();

        assertThatIllegalStateException().isThrownBy(client::first);
    }

    @Test
    void next_beforeFirst_throws() {
        ClientAuth client = start("secret", TransportSecurity.PLAIN);

        assertThatIllegalStateException().isThrownBy(() -> client.next(data(3)));
    }

    @Test
    void next_anyData_isMalformed() {
        ClientAuth client = start("secret", TransportSecurity.TLS_VERIFIED);
        client.first();

        assertThatThrownBy(() -> client.next(data(4)))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.MALFORMED_CHALLENGE));
    }

    private static ClientAuth start(String password, TransportSecurity transport) {
        return Fixtures.start("mysql_native_password", context(password, transport));
    }
}
