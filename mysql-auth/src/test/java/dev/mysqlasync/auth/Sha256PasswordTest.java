package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.context;
import static dev.mysqlasync.auth.Fixtures.data;
import static dev.mysqlasync.auth.Fixtures.hex;
import static dev.mysqlasync.auth.Fixtures.jvmKey;
import static dev.mysqlasync.auth.TransportSecurity.LOOPBACK;
import static dev.mysqlasync.auth.TransportSecurity.PLAIN;
import static dev.mysqlasync.auth.TransportSecurity.TLS_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Sha256PasswordTest {

    @ParameterizedTest
    @EnumSource
    void first_emptyPassword_isANul(TransportSecurity transport) {
        assertThat(start(context("", transport)).first()).isEqualTo(data(0));
    }

    @Test
    void first_overTls_isThePasswordAndNul() {
        assertThat(start(context("secret", TLS_VERIFIED)).first())
                .isEqualTo("secret\0".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOPBACK", "UNIX_SOCKET"})
    void first_withinThisMachine_asksForTheKey(TransportSecurity transport) {
        assertThat(start(context("secret", transport)).first()).isEqualTo(data(1));
    }

    @Test
    void first_inTheClearWhereRetrievalIsAllowed_asksForTheKey() {
        assertThat(start(context("secret", PLAIN, null, true)).first()).isEqualTo(data(1));
    }

    @Test
    void next_keyAfterKeyRequest_encryptsPasswordCombinedWithNonce() {
        ClientAuth client = start(context("secret", LOOPBACK));
        client.first();

        assertThat(RsaKeyPair.ofThisJvm().decrypt(client.next(jvmKey()))).isEqualTo(hex("72676076607207"));
    }

    @Test
    void first_withAPinnedKey_encryptsWithoutAsking() {
        AuthContext context = context("secret", PLAIN, ServerAuthPlugins.publicKeyPem(), false);

        assertThat(RsaKeyPair.ofThisJvm().decrypt(start(context).first())).isEqualTo(hex("72676076607207"));
    }

    @Test
    void next_keyNobodyAskedFor_isMalformed() {
        ClientAuth client = start(context("secret", TLS_VERIFIED));
        client.first();

        assertThatThrownBy(() -> client.next(jvmKey()))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.MALFORMED_CHALLENGE));
    }

    @Test
    void next_beforeFirst_throws() {
        ClientAuth client = start(context("secret", TLS_VERIFIED));

        assertThatIllegalStateException().isThrownBy(() -> client.next(jvmKey()));
    }

    @Test
    void first_again_throws() {
        ClientAuth client = start(context("secret", TLS_VERIFIED));
        client.first();

        assertThatIllegalStateException().isThrownBy(client::first);
    }

    private static ClientAuth start(AuthContext context) {
        return Fixtures.start("sha256_password", context);
    }
}
