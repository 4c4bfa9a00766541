package dev.mysqlasync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.PayloadWriter;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SslRequest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FakeMySqlServer mysql = FakeMySqlServer.builder()
            .user("app", "secret", AuthMode.NATIVE)
            .defaultAuthPlugin("caching_sha2_password")
            .socket();

    @AfterEach
    void close() {
        mysql.close();
    }

    @Test
    void refuse_closesWithoutAWord() throws Exception {
        mysql.onConnect(ConnectFault.refuse());

        try (RawClient client = new RawClient(mysql)) {
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void error_comesInPlaceOfTheGreetingWithoutItsState() throws Exception {
        mysql.onConnect(ConnectFault.error(1040, "08004", "Too many connections"));

        try (RawClient client = new RawClient(mysql)) {
            assertThat(client.readAll())
                    .startsWith(23, 0, 0, 0, 0xFF, 0x10, 0x04, 'T')
                    .hasSize(27);
        }
    }

    @Test
    void onNextConnect_strikesOnceEach() throws Exception {
        mysql.onNextConnect(ConnectFault.error(1040, "08004", "first"));
        mysql.onNextConnect(ConnectFault.error(1040, "08004", "second"));

        assertThat(firstError()).isEqualTo("first");
        assertThat(firstError()).isEqualTo("second");
        RawClient.login(mysql).close();
    }

    private String firstError() throws IOException {
        try (RawClient client = new RawClient(mysql)) {
            return ErrPacket.decode(client.read()).message();
        }
    }

    @Test
    void silent_saysNothingUntilTheServerEnds() throws Exception {
        mysql.onConnect(ConnectFault.silent());

        try (RawClient client = new RawClient(mysql)) {
            mysql.await(PATIENCE, () -> !mysql.connections().isEmpty());
            client.write(new byte[] {1});
            mysql.killConnection(1);

            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void raw_sendsTheBytesAsTheyAre() throws Exception {
        mysql.onConnect(ConnectFault.raw((byte) 'S', (byte) 'S', (byte) 'H'));

        try (RawClient client = new RawClient(mysql)) {
            assertThat(client.readBytes(3)).containsExactly('S', 'S', 'H');
        }
    }

    @Test
    void xProtocol_isRecognised() throws Exception {
        mysql.onConnect(ConnectFault.xProtocol());

        try (RawClient client = new RawClient(mysql)) {
            PayloadReader packet = client.read();

            assertThatThrownBy(() -> Greeting.decode(packet))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("X protocol");
        }
    }

    @Test
    void closeAfter_greeting_sendsTheGreetingFirst() throws Exception {
        mysql.onConnect(ConnectFault.closeAfter(ConnectStage.GREETING));

        try (RawClient client = new RawClient(mysql)) {
            Greeting.decode(client.read());

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void closeAfter_sslRequest_offersTls() throws Exception {
        mysql.onConnect(ConnectFault.closeAfter(ConnectStage.SSL_REQUEST));

        try (RawClient client = new RawClient(mysql)) {
            Greeting greeting = Greeting.decode(client.read());
            assertThat(greeting.capabilities() & Capability.CLIENT_SSL).isNotZero();
            PayloadWriter request = new PayloadWriter();
            new SslRequest(RawClient.CAPABILITIES | Capability.CLIENT_SSL, 1 << 24, 45).encode(request);
            client.write(request.toByteArray());

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void closeAfter_response_answersNothing() throws Exception {
        mysql.onConnect(ConnectFault.closeAfter(ConnectStage.RESPONSE));

        try (RawClient client = new RawClient(mysql)) {
            assertThatThrownBy(() -> client.authenticate("app", "secret")).isInstanceOf(EOFException.class);
            assertThat(mysql.connections().get(0).user()).isEqualTo("app");
            assertThat(mysql.connections().get(0).authPlugin()).isNull();
        }
    }

    @Test
    void closeAfter_authSwitch_asksForTheSwitchFirst() throws Exception {
        mysql.onConnect(ConnectFault.closeAfter(ConnectStage.AUTH_SWITCH));

        try (RawClient client = new RawClient(mysql)) {
            assertThatThrownBy(() -> client.authenticate("app", "secret")).isInstanceOf(IOException.class);
            assertThat(mysql.connections().get(0).authSwitched()).isTrue();
            assertThat(mysql.connections().get(0).authPath()).isNull();
        }
    }

    @Test
    void resetAfter_isSeenAsAFailure() throws Exception {
        mysql.onConnect(ConnectFault.resetAfter(ConnectStage.RESPONSE));

        try (RawClient client = new RawClient(mysql)) {
            assertThatThrownBy(() -> client.authenticate("app", "secret"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void errorAt_response_hasItsState() throws Exception {
        mysql.onConnect(ConnectFault.errorAt(ConnectStage.RESPONSE, 1049, "42000", "Unknown database 'nodb'"));

        try (RawClient client = new RawClient(mysql)) {
            assertThat(client.authenticate("app", "secret").err().sqlState()).isEqualTo("42000");
        }
    }

    @Test
    void lateGreeting_goesOnAfterwards() throws Exception {
        mysql.onConnect(ConnectFault.lateGreeting(Duration.ofMillis(1)));

        RawClient.login(mysql).close();
    }
}
