package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.TRANSPORT_NOT_SECURE;
import static dev.mysqlasync.auth.Fixtures.NONCE;
import static dev.mysqlasync.auth.Fixtures.context;
import static dev.mysqlasync.auth.Fixtures.data;
import static dev.mysqlasync.auth.Fixtures.jvmKey;
import static dev.mysqlasync.auth.TransportSecurity.TLS_VERIFIED;
import static dev.mysqlasync.auth.TransportSecurity.UNIX_SOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says, the password leaves only where it may, and shows up nowhere else. */
class SecrecyTest {

    private static final String CANARY = "canary-b1f9c7";

    /** What servers, honest and not, may send in this order; the client answers until it has had enough. */
    private static final List<List<byte[]>> SERVER_TALK = List.of(
            List.of(data(3), data(4)),
            List.of(data(4), jvmKey(), jvmKey()),
            List.of(data(4), data(4)),
            List.of(data(4), PublicKeys.rsa(1024).getBytes(StandardCharsets.US_ASCII)),
            List.of(data(4), PublicKeys.rsa(2048, BigInteger.ONE).getBytes(StandardCharsets.US_ASCII)),
            List.of(data(4), new byte[0]),
            List.of(jvmKey()),
            List.of(data(1)),
            List.of(data()));

    static Stream<Arguments> pluginsAndTransports() {
        return AuthPlugins.standard().allowed().stream()
                .flatMap(plugin -> Stream.of(TransportSecurity.values()).map(on -> Arguments.of(plugin, on)));
    }

    @ParameterizedTest
    @MethodSource("pluginsAndTransports")
    void sentBytes_whateverTheServerSays_holdThePasswordOnlyIfConfidential(String plugin, TransportSecurity transport) {
        for (List<byte[]> talk : SERVER_TALK) {
            for (AuthContext context : contexts(transport)) {
                String sent = converse(plugin, context, talk, new ArrayList<>());
                if (!transport.isConfidential()) {
                    assertThat(sent).doesNotContain(CANARY);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pluginsAndTransports")
    void messagesAndTexts_whateverTheServerSays_holdNoPassword(String plugin, TransportSecurity transport) {
        List<String> texts = new ArrayList<>();
        for (List<byte[]> talk : SERVER_TALK) {
            for (AuthContext context : contexts(transport)) {
                converse(plugin, context, talk, texts);
            }
        }
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains(CANARY));
    }

    @Test
    void sentBytes_inTheClearWithoutKeyOrPermission_areTheProofAlone() {
        String sent = converse(
                "caching_sha2_password",
                context(CANARY, TransportSecurity.PLAIN),
                List.of(data(4), jvmKey()),
                new ArrayList<>());

        assertThat(sent).hasSize(32);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "LOOPBACK", "TLS_UNVERIFIED"})
    void start_belowTheFloorOfAProvider_makesNoByte(TransportSecurity transport) {
        AuthPlugin plugin = clearText();

        assertThat(plugin.permits(transport)).isFalse();
        assertThatThrownBy(() -> plugin.start(context(CANARY, transport), NONCE))
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.reason()).isEqualTo(TRANSPORT_NOT_SECURE))
                .hasMessageContaining("tls=verify-identity")
                .hasMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS_VERIFIED", "UNIX_SOCKET"})
    void start_atTheFloorOfAProvider_starts(TransportSecurity transport) {
        byte[] sent = clearText().start(context(CANARY, transport), NONCE).first();

        assertThat(sent).isEqualTo(CANARY.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void isTrusted_onlyWhereThePeerIsKnown_isTrue() {
        assertThat(TransportSecurity.values())
                .filteredOn(TransportSecurity::isTrusted)
                .containsExactly(TLS_VERIFIED, UNIX_SOCKET);
    }

    private static AuthPlugin clearText() {
        return AuthPlugins.of(List.of(), List.of(new ClearTextPlugin("acme_clear")))
                .allowing(Set.of("acme_clear"))
                .plugin("acme_clear");
    }

    private static List<AuthContext> contexts(TransportSecurity transport) {
        return List.of(
                context(CANARY, transport),
                context(CANARY, transport, null, true),
                context(CANARY, transport, ServerAuthPlugins.publicKeyPem(), false),
                context(CANARY, transport, "no key", true));
    }

    /** All bytes the client sends to this server, one character each; what it says of itself is added to the texts. */
    private static String converse(String plugin, AuthContext context, List<byte[]> talk, List<String> texts) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ClientAuth client = Fixtures.start(plugin, context);
        texts.add(context + " " + client + " " + context.password());
        try {
            send(client.first(), sent);
            for (byte[] moreData : talk) {
                send(client.next(moreData), sent);
            }
        } catch (AuthException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    private static void send(byte @Nullable [] packet, ByteArrayOutputStream sent) {
        if (packet != null) {
            sent.writeBytes(packet);
        }
    }
}
