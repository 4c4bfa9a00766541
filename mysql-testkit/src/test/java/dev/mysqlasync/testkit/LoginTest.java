package dev.mysqlasync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.auth.AuthPath;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComChangeUser;
import dev.mysqlasync.protocol.ComPing;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.StatusFlag;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoginTest {

    @ParameterizedTest
    @CsvSource({"NATIVE, NATIVE", "CACHING_SHA2_FAST, FAST", "CACHING_SHA2_FULL, FULL_RSA"})
    void login_rightPassword_isAcceptedOnThePathOfItsMode(AuthMode mode, AuthPath path) throws Exception {
        try (FakeMySqlServer mysql =
                        FakeMySqlServer.builder().user("ada", "pässwörd€", mode).socket();
                RawClient client = new RawClient(mysql)) {
            Answer answer = client.authenticate("ada", "pässwörd€", "shop", RawClient.CAPABILITIES);

            assertThat(answer.ok()).isNotNull();
            RecordedConnection connection = mysql.connections().get(0);
            assertThat(connection.authPath()).isEqualTo(path);
            assertThat(connection.authPlugin()).isEqualTo(mode.pluginName());
            assertThat(connection.authSwitched()).isFalse();
            assertThat(connection.user()).isEqualTo("ada");
            assertThat(connection.database()).isEqualTo("shop");
            assertThat(connection.attributes()).containsEntry("program_name", "raw");
            assertThat(connection.capabilities() & Capability.CLIENT_DEPRECATE_EOF)
                    .isNotZero();
        }
    }

    @ParameterizedTest
    @EnumSource(AuthMode.class)
    void login_wrongPassword_isRefused(AuthMode mode) throws Exception {
        try (FakeMySqlServer mysql =
                        FakeMySqlServer.builder().user("ada", "right", mode).socket();
                RawClient client = new RawClient(mysql)) {
            Answer answer = client.authenticate("ada", "wrong");

            assertThat(answer.errorCode()).isEqualTo(1045);
            assertThat(answer.err().sqlState()).isEqualTo("28000");
            assertThat(answer.message()).contains("'ada'").contains("using password: YES");
            assertThat(client.atEnd()).isTrue();
            assertThat(mysql.connections().get(0).authPath()).isNull();
            assertThat(mysql.connections().get(0).closedBy()).isEqualTo(ClosedBy.SERVER);
        }
    }

    @Test
    void login_unknownUser_isRefused() throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.socket();
                RawClient client = new RawClient(mysql)) {
            assertThat(client.authenticate("nobody", "").message()).contains("using password: NO");
        }
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, caching_sha2_password", "CACHING_SHA2_FULL, mysql_native_password"})
    void login_otherPluginThanTheGreetings_isSwitched(AuthMode mode, String greetingPlugin) throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.builder()
                        .user("ada", "secret", mode)
                        .defaultAuthPlugin(greetingPlugin)
                        .socket();
                RawClient client = new RawClient(mysql)) {
            assertThat(client.authenticate("ada", "secret").ok()).isNotNull();
            assertThat(mysql.connections().get(0).authSwitched()).isTrue();
            assertThat(client.run(new ComPing()).ok()).isNotNull();
        }
    }

    @Test
    void login_withoutPluginAuthToCachingSha2_isRefusedWith1251() throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.builder()
                        .without(Capability.CLIENT_PLUGIN_AUTH)
                        .socket();
                RawClient client = new RawClient(mysql)) {
            assertThat(client.authenticate("app", "secret").errorCode()).isEqualTo(1251);
        }
    }

    @Test
    void login_malformedResponse_isBadHandshake() throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.socket();
                RawClient client = new RawClient(mysql)) {
            client.read();
            client.write(new byte[] {1, 2, 3});

            assertThat(ErrPacket.decode(client.read()).code()).isEqualTo(1043);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void greeting_settings_areWhatTheClientSees() throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.builder()
                        .serverVersion("5.5.5-10.11.4-MariaDB")
                        .without(Capability.CLIENT_DEPRECATE_EOF)
                        .with(Capability.CLIENT_COMPRESS)
                        .collation(33)
                        .greeting(greeting -> new Greeting(
                                greeting.serverVersion(),
                                4711,
                                greeting.scramble(),
                                greeting.capabilities(),
                                greeting.collation(),
                                greeting.statusFlags(),
                                greeting.authPlugin()))
                        .socket();
                RawClient client = new RawClient(mysql)) {
            Greeting greeting = Greeting.decode(client.read());

            assertThat(greeting.serverVersion()).isEqualTo("5.5.5-10.11.4-MariaDB");
            assertThat(greeting.capabilities() & Capability.CLIENT_DEPRECATE_EOF)
                    .isZero();
            assertThat(greeting.capabilities() & Capability.CLIENT_COMPRESS).isNotZero();
            assertThat(greeting.collation()).isEqualTo(33);
            assertThat(greeting.connectionId()).isEqualTo(4711);
            assertThat(greeting.authPlugin()).isEqualTo("caching_sha2_password");
        }
    }

    @Test
    void changeUser_otherAccount_isAuthenticatedAnewAndSessionStartsOver() throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.builder()
                        .user("app", "secret", AuthMode.CACHING_SHA2_FAST)
                        .user("bob", "other", AuthMode.NATIVE)
                        .socket();
                RawClient client = RawClient.login(mysql)) {
            client.query("SET autocommit = 0");
            client.send(new ComChangeUser("bob", new byte[0], "shop", 45, "caching_sha2_password", Map.of()));
            Answer answer = client.finishAuthentication(null, "bob", "other");

            assertThat(answer.status() & StatusFlag.SERVER_STATUS_AUTOCOMMIT).isNotZero();
            RecordedConnection connection = mysql.connections().get(0);
            assertThat(connection.user()).isEqualTo("bob");
            assertThat(connection.authPath()).isEqualTo(AuthPath.NATIVE);
            assertThat(connection.database()).isEqualTo("shop");
            assertThat(client.run(new ComPing()).ok()).isNotNull();
        }
    }

    @Test
    void changeUser_wrongPassword_endsTheConnection() throws Exception {
        try (FakeMySqlServer mysql = FakeMySqlServer.socket();
                RawClient client = RawClient.login(mysql)) {
            client.send(new ComChangeUser("app", new byte[0], "", 45, "caching_sha2_password", Map.of()));

            assertThat(client.finishAuthentication(null, "app", "wrong").errorCode())
                    .isEqualTo(1045);
            assertThat(client.atEnd()).isTrue();
        }
    }
}
