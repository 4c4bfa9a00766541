package dev.mysqlasync.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.TlsMode;
import dev.mysqlasync.TlsOptions;
import dev.mysqlasync.driver.ServerKey;
import dev.mysqlasync.spi.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS without a network: both ends are stages. */
class TlsStageTest {

    private static final IntUnaryOperator WHOLE = available -> available;
    private static final Endpoint NAMED = new Endpoint.Tcp(ServerKey.HOST, 3306);
    private static final Endpoint MISNAMED = new Endpoint.Tcp("other.example", 3306);

    private static SSLEngine client(TlsMode mode, Endpoint endpoint) {
        try {
            String ca = mode == TlsMode.REQUIRED ? null : ServerKey.certificatePem();
            return TlsContexts.engine(new TlsOptions(mode, ca), mode, endpoint);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLEngine server(String... protocols) {
        SSLEngine engine = ServerKey.engine();
        engine.setEnabledProtocols(protocols);
        return engine;
    }

    private static TlsPair pair() {
        return new TlsPair(client(TlsMode.VERIFY_IDENTITY, NAMED), server("TLSv1.3"));
    }

    private static TlsPair secured() {
        TlsPair pair = pair();
        pair.start();
        pair.run(WHOLE);
        assertThat(pair.client.isSecured()).isTrue();
        return pair;
    }

    static Stream<Arguments> protocolsAndPieces() {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(protocol -> Stream.of(1, 2, 5, 1000, 1 << 20).map(piece -> Arguments.of(protocol, piece)));
    }

    // --- the handshake and what follows ----------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("protocolsAndPieces")
    void bytes_inPiecesOfAnySize_arriveInBothDirections(String protocol, int piece) {
        TlsPair pair = new TlsPair(client(TlsMode.VERIFY_IDENTITY, NAMED), server(protocol));
        byte[] question = text("question");
        byte[] answer = text("answer ".repeat(3_000)); // several records
        pair.start();
        pair.run(available -> piece);
        pair.client.send(question);
        pair.server.send(answer);
        pair.run(available -> piece);

        assertThat(pair.server.decrypted()).isEqualTo(question);
        assertThat(pair.client.decrypted()).isEqualTo(answer);
        assertThat(pair.client.failure()).isNull();
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bytes_whateverTheTiming_arriveWholeAndInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TlsPair pair =
                new TlsPair(client(TlsMode.VERIFY_CA, MISNAMED), server(random.nextBoolean() ? "TLSv1.2" : "TLSv1.3"));
        pair.start();
        pair.client.send(text("sent before anything, "));
        pair.run(random);
        pair.client.send(text("sent after"));
        pair.server.send(text("x".repeat(40_000)));
        pair.run(random);

        assertThat(pair.server.decrypted()).isEqualTo(text("sent before anything, sent after"));
        assertThat(pair.client.decrypted()).hasSize(40_000);
    }

    @Test
    void send_beforeTheHandshakeIsComplete_sendsNothingInTheClear() {
        TlsPair pair = pair();
        pair.client.send(text("secret"));
        pair.start();

        assertThat(new String(pair.client.takeSent(), StandardCharsets.ISO_8859_1))
                .isNotEmpty()
                .doesNotContain("secret");
    }

    @Test
    void computation_underWay_letsWhatArrivesWait() {
        TlsPair pair = pair();
        byte[] flight = flight(pair);
        pair.client.receive(Arrays.copyOf(flight, 200));
        pair.client.receive(Arrays.copyOfRange(flight, 200, flight.length));
        assertThat(pair.client.isSecured()).isFalse();

        pair.run(WHOLE);
        assertThat(pair.client.isSecured()).isTrue();
    }

    /** What comes then is kept, so that a server which never waits would fill the memory. */
    @Test
    void computation_underWay_letsNoMoreThanAMebibyteWait() {
        TlsPair pair = pair();
        byte[] flight = flight(pair);
        pair.client.receive(flight);
        byte[] more = new byte[64 * 1024];
        for (int i = 0; i < 15; i++) {
            pair.client.receive(more);
        }
        assertThat(pair.client.failure()).isNull();
        pair.client.receive(more);

        assertThat(pair.client.failure()).hasMessageContaining("out of turn");
    }

    @Test
    void handshake_cutAnywhere_neitherSecuresNorFails() {
        int length = flight(pair()).length;
        for (int cut = 0; cut < length - 64; cut += 61) { // a signature's length differs from run to run
            TlsPair pair = pair();
            byte[] flight = flight(pair);
            pair.client.receive(Arrays.copyOf(flight, cut));
            while (pair.client.compute()) {}

            assertThat(pair.client.isSecured()).isFalse();
            assertThat(pair.client.failure()).isNull();
        }
    }

    /** What the server says to the client's first message. */
    private static byte[] flight(TlsPair pair) {
        pair.start();
        while (pair.client.compute()) {}
        pair.server.receive(pair.client.takeSent());
        while (pair.server.compute()) {}
        return pair.server.takeSent();
    }

    // --- who is trusted --------------------------------------------------------------------------------------------

    @Test
    void verifyIdentity_certificateOfAnotherName_fails() {
        assertThat(failureOf(client(TlsMode.VERIFY_IDENTITY, MISNAMED), ServerKey.engine()))
                .isTrue();
    }

    @Test
    void verifyCa_certificateOfAnotherName_isAccepted() {
        assertThat(failureOf(client(TlsMode.VERIFY_CA, MISNAMED), ServerKey.engine()))
                .isFalse();
    }

    @Test
    void required_anyCertificate_isAccepted() {
        assertThat(failureOf(client(TlsMode.REQUIRED, MISNAMED), ServerKey.engine()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VERIFY_CA", "VERIFY_IDENTITY"})
    void verify_certificateOfAnUnknownAuthority_fails(TlsMode mode) throws GeneralSecurityException, IOException {
        SSLEngine platformTrust = TlsContexts.engine(new TlsOptions(mode, null), mode, NAMED);

        assertThat(failureOf(platformTrust, ServerKey.engine())).isTrue();
    }

    private static boolean failureOf(SSLEngine client, SSLEngine server) {
        TlsPair pair = new TlsPair(client, server);
        pair.client.send(text("secret"));
        pair.start();
        pair.run(WHOLE);
        assertThat(pair.client.isSecured()).isEqualTo(pair.client.failure() == null);
        assertThat(pair.server.decrypted()).hasSize(pair.client.isSecured() ? 6 : 0);
        return pair.client.failure() != null;
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    @Test
    void closeOutbound_atOneEnd_endsTheOther() {
        TlsPair pair = secured();
        pair.server.send(text("last words"));
        pair.server.stage.closeOutbound();
        pair.run(WHOLE);

        assertThat(pair.client.decrypted()).isEqualTo(text("last words"));
        assertThat(pair.client.isEnded()).isTrue();
        assertThat(pair.client.failure()).isNull();
    }

    @Test
    void record_withAFlippedBit_failsAndGivesNothingOut() {
        TlsPair pair = secured();
        pair.server.send(text("answer"));
        byte[] record = pair.server.takeSent();
        record[record.length - 1] ^= 1;
        pair.client.receive(record);

        assertThat(pair.client.failure()).isNotNull();
        assertThat(pair.client.decrypted()).isEmpty();
    }

    @Test
    void record_cutAnywhere_givesNothingOut() {
        TlsPair pair = secured();
        pair.server.send(text("answer"));
        byte[] record = pair.server.takeSent();
        for (int at = 0; at < record.length - 1; at++) {
            pair.client.receive(new byte[] {record[at]});
        }
        assertThat(pair.client.decrypted()).isEmpty();
        assertThat(pair.client.failure()).isNull();

        pair.client.receive(new byte[] {record[record.length - 1]});
        assertThat(pair.client.decrypted()).isEqualTo(text("answer"));
    }

    @Test
    void alert_fatal_fails() {
        TlsPair pair = pair();
        pair.start();
        pair.client.receive(new byte[] {0x15, 3, 3, 0, 2, 2, 40}); // handshake_failure

        assertThat(pair.client.failure()).hasMessageContaining("handshake_failure");
    }

    @Test
    void bytes_thatAreNoRecord_fail() {
        TlsPair pair = pair();
        pair.start();
        pair.client.receive(new byte[] {7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0}); // an OK packet

        assertThat(pair.client.failure()).isNotNull();
        assertThat(pair.client.isSecured()).isFalse();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
