package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.NONCE;
import static dev.mysqlasync.auth.Fixtures.data;
import static dev.mysqlasync.auth.TransportSecurity.PLAIN;
import static dev.mysqlasync.auth.TransportSecurity.TLS_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mysqlasync.auth.ServerStep.Accepted;
import dev.mysqlasync.auth.ServerStep.MoreData;
import dev.mysqlasync.auth.ServerStep.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerAuthTest {

    private static final Secret SECRET = Secret.of("secret");
    private static final byte[] PASSWORD = "secret\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROOF = Scramble.CACHING_SHA2.prove(SECRET, NONCE);

    @ParameterizedTest
    @EnumSource
    void cachingSha2_wrongScrambleThenRightPassword_isRejected(Sha2Cache cache) {
        ServerAuth server = cachingSha2(cache, TLS_VERIFIED);

        assertThat(server.receive(new byte[32])).hasOnlyElementsOfType(MoreData.class);
        assertThat(server.receive(PASSWORD)).containsExactly(new Rejected());
    }

    @Test
    void cachingSha2_cached_saysFastAndAcceptsAtOnce() {
        assertThat(cachingSha2(Sha2Cache.WARM, PLAIN).receive(PROOF))
                .satisfiesExactly(
                        first -> assertThat(((MoreData) first).data()).isEqualTo(data(3)),
                        second -> assertThat(second).isEqualTo(new Accepted(AuthPath.FAST)));
    }

    @Test
    void cachingSha2_passwordWithoutNul_isRejected() {
        ServerAuth server = cachingSha2(Sha2Cache.COLD, TLS_VERIFIED);
        server.receive(PROOF);

        assertThat(server.receive(Arrays.copyOf(PASSWORD, 6))).containsExactly(new Rejected());
    }

    @Test
    void cachingSha2_passwordInTheClearOverAnOpenTransport_isRejected() {
        ServerAuth server = cachingSha2(Sha2Cache.COLD, PLAIN);
        server.receive(PROOF);

        assertThat(server.receive(PASSWORD)).containsExactly(new Rejected());
    }

    @Test
    void cachingSha2_garbageOfTheKeysSize_isRejected() {
        ServerAuth server = cachingSha2(Sha2Cache.COLD, PLAIN);
        server.receive(PROOF);
        byte[] garbage = new byte[256];
        Arrays.fill(garbage, (byte) 0xFF);

        assertThat(server.receive(garbage)).containsExactly(new Rejected());
    }

    @Test
    void cachingSha2_keyRequestOverTls_isTakenForAWrongPassword() {
        ServerAuth server = cachingSha2(Sha2Cache.COLD, TLS_VERIFIED);
        server.receive(PROOF);

        assertThat(server.receive(data(2))).containsExactly(new Rejected());
    }

    @Test
    void cachingSha2_keyRequestTwice_isAnsweredTwice() {
        ServerAuth server = cachingSha2(Sha2Cache.COLD, PLAIN);
        server.receive(PROOF);

        assertThat(server.receive(data(2))).hasOnlyElementsOfType(MoreData.class);
        assertThat(server.receive(data(2))).hasOnlyElementsOfType(MoreData.class);
    }

    @Test
    void cachingSha2_singleNul_meansNoPassword() {
        ServerAuthPlugin plugin = ServerAuthPlugins.cachingSha2Password(Sha2Cache.WARM);

        assertThat(plugin.start(Secret.none(), NONCE, PLAIN).receive(data(0)))
                .containsExactly(new Accepted(AuthPath.EMPTY));
        assertThat(plugin.start(SECRET, NONCE, PLAIN).receive(data(0))).containsExactly(new Rejected());
    }

    @Test
    void receive_afterTheVerdict_throws() {
        ServerAuth sha2 = cachingSha2(Sha2Cache.WARM, PLAIN);
        sha2.receive(PROOF);
        assertThatIllegalStateException().isThrownBy(() -> sha2.receive(PROOF));

        ServerAuth nativePassword = ServerAuthPlugins.nativePassword().start(SECRET, NONCE, PLAIN);
        nativePassword.receive(data());
        assertThatIllegalStateException().isThrownBy(() -> nativePassword.receive(data()));

        ServerAuth sha256 = ServerAuthPlugins.sha256Password().start(SECRET, NONCE, PLAIN);
        sha256.receive(data());
        assertThatIllegalStateException().isThrownBy(() -> sha256.receive(data()));
    }

    @Test
    void publicKeyPem_everyTime_isTheSameKeyOf2048Bits() {
        String pem = ServerAuthPlugins.publicKeyPem();

        assertThat(pem).hasSize(451).isEqualTo(ServerAuthPlugins.publicKeyPem());
        assertThat(RsaPublicKey.parse(pem).encrypt(data(1))).hasSize(256);
    }

    @Test
    void sha256_nothingAtAll_meansNoPassword() {
        ServerAuthPlugin plugin = ServerAuthPlugins.sha256Password();

        assertThat(plugin.start(Secret.none(), NONCE, PLAIN).receive(data()))
                .containsExactly(new Accepted(AuthPath.EMPTY));
        assertThat(plugin.start(SECRET, NONCE, PLAIN).receive(data())).containsExactly(new Rejected());
    }

    @Test
    void sha256_passwordAsItIsOverAUnixSocket_isRejected() {
        ServerAuth server = ServerAuthPlugins.sha256Password().start(SECRET, NONCE, TransportSecurity.UNIX_SOCKET);

        assertThat(server.receive(PASSWORD)).containsExactly(new Rejected());
    }

    @Test
    void ed25519_anyBitOfTheSignatureChanged_isRejected() {
        byte[] nonce = ServerAuthPlugins.ed25519Nonce();
        byte[] signature = Ed25519.sign(SECRET, nonce);
        for (int bit = 0; bit < signature.length * 8; bit += 37) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(ServerAuthPlugins.ed25519().start(SECRET, nonce, PLAIN).receive(changed))
                    .containsExactly(new Rejected());
        }
    }

    private static ServerAuth cachingSha2(Sha2Cache cache, TransportSecurity transport) {
        return ServerAuthPlugins.cachingSha2Password(cache).start(SECRET, NONCE, transport);
    }
}
