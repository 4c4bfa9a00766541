package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;
import static dev.mysqlasync.auth.AuthException.Reason.PUBLIC_KEY_INVALID;
import static dev.mysqlasync.auth.AuthException.Reason.PUBLIC_KEY_REFUSED;
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

import dev.mysqlasync.auth.AuthException.Reason;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachingSha2ClientTest {

    private static final byte[] FAST = data(3);
    private static final byte[] FULL = data(4);
    private static final byte[] KEY_REQUEST = data(2);

    @ParameterizedTest
    @EnumSource
    void first_overAnyTransport_isTheScramble(TransportSecurity transport) {
        assertThat(start(context("secret", transport)).first())
                .isEqualTo(hex("746ebe205d56a0707acb3e796e834e0dd7b1d61743b26bd5202c7a623230c7c9"));
    }

    @Test
    void first_emptyPassword_isEmpty() {
        assertThat(start(context("", PLAIN)).first()).isEmpty();
    }

    @Test
    void next_fastAuthSuccess_hasNothingToSend() {
        assertThat(proved(context("secret", PLAIN)).next(FAST)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS_UNVERIFIED", "TLS_VERIFIED", "UNIX_SOCKET"})
    void next_fullOverAConfidentialTransport_isThePasswordAndNul(TransportSecurity transport) {
        assertThat(proved(context("secret", transport)).next(FULL))
                .isEqualTo("secret\0".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void next_fullOverLoopback_asksForTheKey() {
        assertThat(proved(context("secret", LOOPBACK)).next(FULL)).isEqualTo(KEY_REQUEST);
    }

    @Test
    void next_fullInTheClearWhereRetrievalIsAllowed_asksForTheKey() {
        assertThat(proved(context("secret", PLAIN, null, true)).next(FULL)).isEqualTo(KEY_REQUEST);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "LOOPBACK"})
    void next_fullInTheClearWhereRetrievalIsForbidden_isRefusedNamingTheWaysOut(TransportSecurity transport) {
        ClientAuth client = proved(context("secret", transport, null, false));

        assertFails(PUBLIC_KEY_REFUSED, () -> client.next(FULL))
                .hasMessageContaining("option tls")
                .hasMessageContaining("option serverPublicKey")
                .hasMessageContaining("option allowPublicKeyRetrieval");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "LOOPBACK"})
    void next_fullWithAPinnedKey_encryptsWithoutAsking(TransportSecurity transport) {
        AuthContext context = context("secret", transport, ServerAuthPlugins.publicKeyPem(), true);

        byte[] sent = proved(context).next(FULL);

        assertThat(RsaKeyPair.ofThisJvm().decrypt(sent)).isEqualTo(hex("72676076607207"));
    }

    @Test
    void next_keyAfterKeyRequest_encryptsPasswordCombinedWithNonce() {
        ClientAuth client = proved(context("secret", LOOPBACK));
        client.next(FULL);

        assertThat(RsaKeyPair.ofThisJvm().decrypt(client.next(jvmKey()))).isEqualTo(hex("72676076607207"));
    }

    @Test
    void next_passwordLongerThanTheNonce_repeatsTheNonce() {
        ClientAuth client = proved(context("0123456789abcdefghijKLMNO", LOOPBACK));
        client.next(FULL);

        assertThat(RsaKeyPair.ofThisJvm().decrypt(client.next(jvmKey())))
                .isEqualTo(hex("313331373133313f31336a6e6e6a6a76767a7a7e4a4e4e4a4a06"));
    }

    @Test
    void next_samePasswordTwice_isEncryptedDifferently() {
        AuthContext context = context("secret", PLAIN, ServerAuthPlugins.publicKeyPem(), false);

        assertThat(proved(context).next(FULL)).isNotEqualTo(proved(context).next(FULL));
    }

    @Test
    void next_badKeyFromTheServer_saysWhoseKeyIsBad() {
        ClientAuth client = proved(context("secret", LOOPBACK));
        client.next(FULL);

        assertFails(PUBLIC_KEY_INVALID, () -> client.next(data('x')))
                .hasMessageContaining("the public key that the server sent");
    }

    @Test
    void next_badPinnedKey_saysWhoseKeyIsBad() {
        ClientAuth client = proved(context("secret", PLAIN, "x", true));

        assertFails(PUBLIC_KEY_INVALID, () -> client.next(FULL)).hasMessageContaining("option serverPublicKey");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 0xFF})
    void next_unknownCode_isMalformed(int code) {
        ClientAuth client = proved(context("secret", TLS_VERIFIED));

        assertFails(MALFORMED_CHALLENGE, () -> client.next(data(code)));
    }

    @Test
    void next_noCodeOrTwo_isMalformed() {
        assertFails(
                MALFORMED_CHALLENGE,
                () -> proved(context("secret", TLS_VERIFIED)).next(data()));
        assertFails(
                MALFORMED_CHALLENGE,
                () -> proved(context("secret", TLS_VERIFIED)).next(data(4, 4)));
    }

    @Test
    void next_keyNobodyAskedFor_isMalformed() {
        ClientAuth client = proved(context("secret", LOOPBACK));

        assertFails(MALFORMED_CHALLENGE, () -> client.next(jvmKey()));
    }

    @Test
    void next_anythingAfterFast_isMalformed() {
        ClientAuth client = proved(context("secret", TLS_VERIFIED));
        client.next(FAST);

        assertFails(MALFORMED_CHALLENGE, () -> client.next(FULL));
    }

    @Test
    void next_fullAgainAfterThePassword_isMalformed() {
        ClientAuth client = proved(context("secret", TLS_VERIFIED));
        client.next(FULL);

        assertFails(MALFORMED_CHALLENGE, () -> client.next(FULL));
    }

    @Test
    void next_anotherKeyAfterABadOne_isMalformed() {
        ClientAuth client = proved(context("secret", LOOPBACK));
        client.next(FULL);
        assertFails(PUBLIC_KEY_INVALID, () -> client.next(data('x')));

        assertFails(MALFORMED_CHALLENGE, () -> client.next(jvmKey()));
    }

    @Test
    void next_fullForAnEmptyPassword_isMalformed() {
        ClientAuth client = proved(context("", TLS_VERIFIED));

        assertFails(MALFORMED_CHALLENGE, () -> client.next(FULL));
    }

    @Test
    void next_beforeFirst_throws() {
        ClientAuth client = start(context("secret", TLS_VERIFIED));

        assertThatIllegalStateException().isThrownBy(() -> client.next(FULL));
    }

    @Test
    void first_again_throws() {
        ClientAuth client = proved(context("secret", TLS_VERIFIED));

        assertThatIllegalStateException().isThrownBy(client::first);
    }

    private static ClientAuth start(AuthContext context) {
        return Fixtures.start("caching_sha2_password", context);
    }

    private static ClientAuth proved(AuthContext context) {
        ClientAuth client = start(context);
        client.first();
        return client;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(Reason reason, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
