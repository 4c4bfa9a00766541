package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.NON_ASCII;
import static dev.mysqlasync.auth.Fixtures.context;
import static dev.mysqlasync.auth.Sha2Cache.COLD;
import static dev.mysqlasync.auth.Sha2Cache.WARM;
import static dev.mysqlasync.auth.TransportSecurity.LOOPBACK;
import static dev.mysqlasync.auth.TransportSecurity.PLAIN;
import static dev.mysqlasync.auth.TransportSecurity.TLS_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.auth.ServerStep.Accepted;
import dev.mysqlasync.auth.ServerStep.Rejected;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BothEndsTest {

    private static final ServerAuthPlugin NATIVE = ServerAuthPlugins.nativePassword();
    private static final ServerAuthPlugin CACHED = ServerAuthPlugins.cachingSha2Password(WARM);
    private static final ServerAuthPlugin UNCACHED = ServerAuthPlugins.cachingSha2Password(COLD);

    private static final ServerAuthPlugin SHA256 = ServerAuthPlugins.sha256Password();
    private static final ServerAuthPlugin ED25519 = ServerAuthPlugins.ed25519();

    static Stream<Arguments> serversAndTransports() {
        return Stream.of(NATIVE, CACHED, UNCACHED, SHA256, ED25519)
                .flatMap(server -> Stream.of(TransportSecurity.values()).map(on -> Arguments.of(server, on)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", NON_ASCII, "0123456789abcdefghijKLMNO"})
    void native_rightPassword_isAccepted(String password) {
        assertThat(run(NATIVE, password, context(password, PLAIN))).isEqualTo(new Accepted(AuthPath.NATIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", NON_ASCII, "0123456789abcdefghijKLMNO"})
    void cachingSha2_cached_isAcceptedFast(String password) {
        assertThat(run(CACHED, password, context(password, PLAIN))).isEqualTo(new Accepted(AuthPath.FAST));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS_UNVERIFIED", "TLS_VERIFIED", "UNIX_SOCKET"})
    void cachingSha2_uncachedOverAConfidentialTransport_isAcceptedWithThePassword(TransportSecurity transport) {
        assertThat(run(UNCACHED, NON_ASCII, context(NON_ASCII, transport)))
                .isEqualTo(new Accepted(AuthPath.FULL_SECURE));
    }

    @Test
    void cachingSha2_uncachedOverLoopback_isAcceptedUnderTheRetrievedKey() {
        assertThat(run(UNCACHED, NON_ASCII, context(NON_ASCII, LOOPBACK))).isEqualTo(new Accepted(AuthPath.FULL_RSA));
    }

    @Test
    void cachingSha2_uncachedInTheClearWithRetrievalAllowed_isAcceptedUnderTheRetrievedKey() {
        assertThat(run(UNCACHED, "secret", context("secret", PLAIN, null, true)))
                .isEqualTo(new Accepted(AuthPath.FULL_RSA));
    }

    @Test
    void cachingSha2_uncachedInTheClearWithPinnedKey_isAcceptedUnderIt() {
        AuthContext context = context("secret", PLAIN, ServerAuthPlugins.publicKeyPem(), false);

        Exchange exchange = Exchange.of(UNCACHED, "secret", context);

        assertThat(exchange.verdict()).isEqualTo(new Accepted(AuthPath.FULL_RSA));
        assertThat(exchange.sent())
                .as("the proof and the password, no request for a key")
                .hasSize(2);
    }

    @Test
    void cachingSha2_keyOfAnotherServerPinned_isRejected() {
        AuthContext context = context("secret", PLAIN, PublicKeys.rsa(2048), false);

        assertThat(run(UNCACHED, "secret", context)).isEqualTo(new Rejected());
    }

    @Test
    void cachingSha2_longestPasswordForTheKey_isAccepted() {
        String password = "x".repeat(213);

        assertThat(run(UNCACHED, password, context(password, LOOPBACK))).isEqualTo(new Accepted(AuthPath.FULL_RSA));
    }

    @Test
    void cachingSha2_passwordTooLongForTheKey_isNotSent() {
        String password = "x".repeat(214);

        assertThatThrownBy(() -> run(UNCACHED, password, context(password, LOOPBACK)))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.PASSWORD_TOO_LONG));
    }

    @Test
    void cachingSha2_veryLongPasswordOverTls_isAccepted() {
        String password = "x".repeat(10_000);

        assertThat(run(UNCACHED, password, context(password, TLS_VERIFIED)))
                .isEqualTo(new Accepted(AuthPath.FULL_SECURE));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS_UNVERIFIED", "TLS_VERIFIED"})
    void sha256_overTls_isAcceptedWithThePassword(TransportSecurity transport) {
        assertThat(run(SHA256, NON_ASCII, context(NON_ASCII, transport))).isEqualTo(new Accepted(AuthPath.FULL_SECURE));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOPBACK", "UNIX_SOCKET"})
    void sha256_withinThisMachine_isAcceptedUnderTheRetrievedKey(TransportSecurity transport) {
        assertThat(run(SHA256, NON_ASCII, context(NON_ASCII, transport))).isEqualTo(new Accepted(AuthPath.FULL_RSA));
    }

    @Test
    void sha256_inTheClearWithPinnedKey_isAcceptedUnderIt() {
        AuthContext context = context("secret", PLAIN, ServerAuthPlugins.publicKeyPem(), false);

        assertThat(run(SHA256, "secret", context)).isEqualTo(new Accepted(AuthPath.FULL_RSA));
    }

    @Test
    void sha256_inTheClearOtherwise_isRefused() {
        assertThatThrownBy(() -> run(SHA256, "secret", context("secret", PLAIN)))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.PUBLIC_KEY_REFUSED));
    }

    @ParameterizedTest
    @EnumSource
    void ed25519_overAnyTransport_isAccepted(TransportSecurity transport) {
        assertThat(run(ED25519, NON_ASCII, context(NON_ASCII, transport))).isEqualTo(new Accepted(AuthPath.ED25519));
    }

    @ParameterizedTest
    @MethodSource("serversAndTransports")
    void anyServer_noPasswordOnBothSides_isAccepted(ServerAuthPlugin server, TransportSecurity transport) {
        AuthPath path = server == ED25519 ? AuthPath.ED25519 : AuthPath.EMPTY;

        assertThat(run(server, "", context("", transport))).isEqualTo(new Accepted(path));
    }

    @ParameterizedTest
    @MethodSource("serversAndTransports")
    void anyServer_wrongPassword_isRejected(ServerAuthPlugin server, TransportSecurity transport) {
        assertThat(run(server, "secret", context("Secret", transport, null, true)))
                .isEqualTo(new Rejected());
    }

    @ParameterizedTest
    @MethodSource("serversAndTransports")
    void anyServer_noPasswordWhereOneIsDue_isRejected(ServerAuthPlugin server, TransportSecurity transport) {
        assertThat(run(server, "secret", context("", transport, null, true))).isEqualTo(new Rejected());
    }

    @ParameterizedTest
    @MethodSource("serversAndTransports")
    void anyServer_passwordWhereNoneIsDue_isRejected(ServerAuthPlugin server, TransportSecurity transport) {
        assertThat(run(server, "", context("secret", transport, null, true))).isEqualTo(new Rejected());
    }

    @Test
    void sent_fullWithoutEncryption_isEncryptedOnceTheKeyIsThere() {
        List<byte[]> sent =
                Exchange.of(UNCACHED, "secret", context("secret", LOOPBACK)).sent();

        assertThat(sent).extracting(packet -> packet.length).containsExactly(32, 1, 256);
    }

    private static ServerStep run(ServerAuthPlugin server, String expected, AuthContext client) {
        return Exchange.of(server, expected, client).verdict();
    }
}
