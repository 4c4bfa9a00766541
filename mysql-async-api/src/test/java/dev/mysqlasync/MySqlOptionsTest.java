package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlOptionsTest {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
    private static final String KEY = "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n";

    private final MySqlOptionsBuilder builder = MySqlOptions.builder().user("root");

    static Stream<Arguments> illegalSettings() {
        return Stream.of(
                illegal("host is not", o -> o.host("")),
                illegal("host is not", o -> o.host("a b")),
                illegal("host is not", o -> o.host("[::1]")),
                illegal("host is not", o -> o.host("db/x")),
                illegal("port must be", o -> o.port(0)),
                illegal("port must be", o -> o.port(65_536)),
                illegal("user is missing", o -> o.user("")),
                illegal("user must not contain a NUL", o -> o.user("a\0b")),
                illegal("database is empty", o -> o.database("")),
                illegal("database must not contain a NUL", o -> o.database("a\0b")),
                illegal("allowedAuthPlugins is empty", o -> o.allowedAuthPlugins(Set.of())),
                illegal("allowedAuthPlugins has an empty name", o -> o.allowedAuthPlugins(Set.of(" "))),
                illegal("collation must be", o -> o.collation("latin1_bin")),
                illegal("collation must be", o -> o.collation("gbk_chinese_ci")),
                illegal("collation must be", o -> o.collation("utf8mb4_bin, @@a=1")),
                illegal("sqlMode must be", o -> o.sqlMode("ANSI'; DROP TABLE t")),
                illegal("timeZone must be", o -> o.timeZone("'")),
                illegal("timeZone must be", o -> o.timeZone("")),
                illegal("trackVariables must be", o -> o.trackVariables(List.of("a'"))),
                illegal("trackVariables must be", o -> o.trackVariables(List.of(""))),
                illegal("initStatements has an empty", o -> o.initStatements(List.of("DO 1", " "))),
                illegal("connectTimeout must be", o -> o.connectTimeout(Duration.ZERO)),
                illegal("connectTimeout must be", o -> o.connectTimeout(Duration.ofDays(2))),
                illegal("statementTimeout must be", o -> o.statementTimeout(Duration.ZERO)),
                illegal("cancelGrace must be", o -> o.cancelGrace(Duration.ZERO)),
                illegal("lockWaitTimeout must be", o -> o.lockWaitTimeout(Duration.ofMillis(10))),
                illegal("lockWaitTimeout must be whole", o -> o.lockWaitTimeout(Duration.ofMillis(1500))),
                illegal("closeTimeout must be", o -> o.closeTimeout(Duration.ofMillis(-1))),
                illegal("maxAllowedPacket must be", o -> o.maxAllowedPacket(1_023)),
                illegal("maxAllowedPacket must be", o -> o.maxAllowedPacket((1 << 30) + 1)),
                illegal("maxRowSize must be", o -> o.maxRowSize(1_023)),
                illegal("maxRowSize must be", o -> o.maxRowSize((1 << 30) + 1)),
                illegal("maxResultBytes must be", o -> o.maxResultBytes(1_023)),
                illegal("pipelineLimit must be", o -> o.pipelineLimit(0)),
                illegal("pipelineLimit must be", o -> o.pipelineLimit(65_536)),
                illegal("queueLimit must be", o -> o.queueLimit(0)),
                illegal("statementCacheSize must be", o -> o.statementCacheSize(-1)),
                illegal("statementCacheSize must be", o -> o.statementCacheSize(65_536)),
                illegal("codec for int", o -> o.codec(new NoCodec<>(int.class))),
                illegal("an attribute has no name", o -> o.attribute("", "x")),
                illegal("user has half of a surrogate pair", o -> o.user("u\uDE00")),
                illegal("database has half of a surrogate pair", o -> o.database("d\uD83D")),
                illegal("initStatements has half of a surrogate", o -> o.initStatements(List.of("DO '\uD83D'"))),
                illegal("allowedAuthPlugins has half of a surrogate", o -> o.allowedAuthPlugins(Set.of("\uD83D"))),
                illegal("attribute a has half of a surrogate pair", o -> o.attribute("a", "\uD83Dx")),
                illegal("name of an attribute has half of a surrogate", o -> o.attribute("\uD83D", "a")),
                illegal("attribute program_name has half of a surrogate", o -> o.programName("\uD83D")),
                illegal("the client's own", o -> o.attribute("_pid", "1")),
                illegal("serverPublicKey is not PEM", o -> o.serverPublicKey("/etc/key.pem")),
                illegal("serverPublicKey is not PEM", o -> o.serverPublicKey(CERTIFICATE)),
                illegal("tlsCa is not PEM", o -> o.tlsCa(KEY)),
                illegal(
                        "a unix socket has no name",
                        o -> o.socketPath(Path.of("/sock")).tls(TlsMode.VERIFY_IDENTITY)),
                illegal(
                        "tlsCa is given, but tls=auto",
                        o -> o.socketPath(Path.of("/sock")).tlsCa(CERTIFICATE)),
                illegal("both given", o -> o.transportName("nio").transport(mock(Transport.class))));
    }

    private static Arguments illegal(String message, Consumer<MySqlOptionsBuilder> setting) {
        return Arguments.of(message, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("illegalSettings")
    void build_illegalSetting_namesTheOption(String message, Consumer<MySqlOptionsBuilder> setting) {
        setting.accept(builder);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void build_withoutUser_isRefused() {
        assertThatThrownBy(() -> MySqlOptions.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user is missing");
    }

    @Test
    void build_limitsAtTheirEnds_areAccepted() {
        assertThatNoException()
                .isThrownBy(() -> builder.maxAllowedPacket(1 << 10)
                        .maxRowSize(1 << 30)
                        .maxResultBytes(Long.MAX_VALUE)
                        .pipelineLimit(65_535)
                        .queueLimit(Integer.MAX_VALUE)
                        .statementCacheSize(0)
                        .connectTimeout(Duration.ofMillis(1))
                        .closeTimeout(Duration.ZERO)
                        .port(65_535)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "fe80::1%eth0", "::ffff:10.0.0.1", "127.0.0.1", "db", "döner.example", "my_host"})
    void build_namesAndAddresses_areAccepted(String host) {
        assertThat(builder.host(host).build().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8mb4_bin", "utf8mb4_0900_ai_ci", "uca1400_ai_ci", "utf8mb4_uca1400_ai_ci"})
    void build_collationsOfUtf8mb4_areAccepted(String collation) {
        assertThat(builder.collation(collation).build().session().collation()).isEqualTo(collation);
    }

    /** 12 bytes of name and 64,496 of value, with 1 and 3 bytes of length. */
    @Test
    void build_attributes_fitExactlyTheirLimit() {
        assertThatNoException()
                .isThrownBy(() -> builder.programName("x".repeat(64_496)).build());
        assertThatThrownBy(() -> builder.programName("x".repeat(64_497)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the attributes have 64513 bytes, more than 64512");
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"DISABLED", "REQUIRED"})
    void build_caWithAModeThatVerifiesNothing_isRefused(TlsMode mode) {
        assertThatThrownBy(() -> builder.tls(mode).tlsCa(CERTIFICATE).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verifies nothing");
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"AUTO", "VERIFY_CA", "VERIFY_IDENTITY"})
    void build_caWithAModeThatVerifies_isAccepted(TlsMode mode) {
        assertThat(builder.tls(mode).tlsCa(CERTIFICATE).build().tls()).isEqualTo(new TlsOptions(mode, CERTIFICATE));
    }

    @Test
    void build_pemFiles_areRead(@TempDir Path directory) throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), CERTIFICATE);
        Path key = Files.writeString(directory.resolve("key.pem"), KEY);

        MySqlOptions options = builder.tlsCa(ca).serverPublicKey(key).build();

        assertThat(options.tls().caPem()).isEqualTo(CERTIFICATE);
        assertThat(options.authentication().serverPublicKeyPem()).isEqualTo(KEY);
    }

    @Test
    void build_privateKeyAsCa_isRefusedWithoutShowingIt() {
        String secret = "-----BEGIN PRIVATE KEY-----\nc4nary\n-----END PRIVATE KEY-----\n";

        assertThatThrownBy(() -> builder.tlsCa(CERTIFICATE + secret).build())
                .hasMessageContaining("holds a private key")
                .hasMessageNotContaining("c4nary");
    }

    @Test
    void toString_passwordStatementsAndAttributes_areMasked() {
        MySqlOptions options = builder.password("c4nary")
                .initStatements(List.of("SET @key = 'c4nary'"))
                .attribute("token", "c4nary")
                .build();

        assertThat(options.toString())
                .doesNotContain("c4nary")
                .contains("user=root", "password=***", "initStatements=1", "attribute=[token]", "localhost:3306");
        assertThat(options.authentication().toString()).doesNotContain("c4nary");
        assertThat(options.session().toString()).doesNotContain("c4nary");
    }

    @Test
    void options_onceBuilt_doNotFollowTheBuilderOrItsCollections() {
        List<String> statements = new ArrayList<>(List.of("DO 1"));
        MySqlOptions options = builder.initStatements(statements).build();

        statements.add("DO 2");
        builder.attribute("late", "x").port(1).initStatements(List.of());

        assertThat(options.session().initStatements()).containsExactly("DO 1");
        assertThat(options.attributes()).isEmpty();
        assertThat(options.port()).isEqualTo(3306);
        assertThatThrownBy(() -> options.attributes().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void toBuilder_everyOptionSet_givesTheSameOptions() {
        Executor executor = Runnable::run;
        MySqlOptions options = allSet().callbackExecutor(executor).build();

        MySqlOptions again = options.toBuilder().build();

        assertThat(again).usingRecursiveComparison().isEqualTo(options);
        assertThat(again.callbackExecutor()).isSameAs(executor);
        assertThat(again.authentication().password())
                .isSameAs(options.authentication().password());
    }

    /** Guards the round trip: an option left at its default would survive it even when forgotten. */
    @Test
    void everyOptionSet_differsFromEachDefault() {
        MySqlOptions set = allSet().callbackExecutor(Runnable::run).build();
        Map<String, String> values = OptionTexts.of(set);

        OptionTexts.of(MySqlOptions.builder().user("x").build()).forEach((name, value) -> {
            if (!name.equals("user") && !name.equals("transport")) {
                assertThat(values.get(name)).as(name).isNotEqualTo(value);
            }
        });
    }

    @Test
    void toBuilder_transportGiven_isKept() {
        Transport transport = mock(Transport.class);

        assertThat(builder.transport(transport).build().toBuilder().build().transport())
                .isSameAs(transport);
    }

    @Test
    void toBuilder_nullTakesAnOptionBack() {
        MySqlOptions options = allSet().build().toBuilder()
                .socketPath(null)
                .database(null)
                .collation(null)
                .tlsCa((String) null)
                .transportName(null)
                .build();

        assertThat(options.endpoint()).hasToString("db:3307");
        assertThat(options.database()).isNull();
        assertThat(options.session().collation()).isNull();
        assertThat(options.tls().caPem()).isNull();
        assertThat(options.transportName()).isNull();
    }

    @Test
    void password_asSecret_isUsedItself() {
        Secret secret = Secret.ofUtf8("pä".getBytes(StandardCharsets.UTF_8));

        assertThat(builder.password(secret).build().authentication().password()).isSameAs(secret);
    }

    @Test
    void autocommit_asBoolean_isOnOrOff() {
        assertThat(builder.autocommit(true).build().session().autocommit()).isEqualTo(Autocommit.ON);
        assertThat(builder.autocommit(false).build().session().autocommit()).isEqualTo(Autocommit.OFF);
    }

    @Test
    void isolationLevel_sql_isWrittenWithSpaces() {
        assertThat(IsolationLevel.READ_UNCOMMITTED.sql()).isEqualTo("READ UNCOMMITTED");
    }

    @Test
    void codec_laterOneForTheSameType_takesItsPlace() {
        Codec<?> first = new NoCodec<>(String.class);
        Codec<?> second = new NoCodec<>(String.class);

        assertThat(builder.codec(first).codec(second).build().types().codecs())
                .hasSize(1)
                .first()
                .isSameAs(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "utc", "GMT", "Z"})
    void build_timeZoneUtc_isSentAsAnOffset(String zone) {
        assertThat(builder.timeZone(zone).build().session().timeZone()).isEqualTo("+00:00");
    }

    @Test
    void options_byNameFromAMap_areThoseOfTheSetters() {
        MySqlOptions options = MySqlOptions.builder()
                .options(Map.of(
                        "host", "db",
                        "port", "3307",
                        "user", "u",
                        "password", "p%40",
                        "database", "d",
                        "connectTimeout", "2s",
                        "attribute.shop", "7",
                        "tcpNoDelay", "false"))
                .build();

        assertThat(options.endpoint()).hasToString("db:3307");
        assertThat(options.authentication().user()).isEqualTo("u");
        assertThat(options.authentication().password()).isEqualTo(Secret.of("p%40"));
        assertThat(options.database()).isEqualTo("d");
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.attributes()).isEqualTo(Map.of("shop", "7"));
        assertThat(options.transportOptions()).isEqualTo(TransportOptions.DEFAULT.withTcpNoDelay(false));
    }

    @Test
    void options_fromProperties_includeTheirDefaults() {
        Properties defaults = new Properties();
        defaults.setProperty("user", "app");
        Properties properties = new Properties(defaults);
        properties.setProperty("queueLimit", "7");

        MySqlOptions options = MySqlOptions.builder().options(properties).build();

        assertThat(options.authentication().user()).isEqualTo("app");
        assertThat(options.limits().queueLimit()).isEqualTo(7);
    }

    @Test
    void option_unknownName_isRefusedWithTheNearest() {
        assertThatThrownBy(() -> builder.option("queuLimit", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option 'queuLimit'; the nearest known one is 'queueLimit'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute.", "attribute", "attribute.a.", ".", ""})
    void option_unfinishedAttribute_isUnknown(String name) {
        assertThatThrownBy(() -> builder.option(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown option '" + name + "'");
    }

    @Test
    void option_initStatements_addsOne() {
        MySqlOptions options = builder.initStatements(List.of("DO 1"))
                .option("initStatements", "DO 2")
                .build();

        assertThat(options.session().initStatements()).containsExactly("DO 1", "DO 2");
    }

    @Test
    void toBuilder_changed_leavesTheOptionsAsTheyWere() {
        MySqlOptions options = builder.attribute("a", "1").build();

        options.toBuilder()
                .attribute("a", "2")
                .port(1)
                .codec(new NoCodec<>(String.class))
                .build();

        assertThat(options.attributes()).isEqualTo(Map.of("a", "1"));
        assertThat(options.port()).isEqualTo(3306);
        assertThat(options.types().codecs()).isEmpty();
    }

    @Test
    void toString_optionsAtTheirDefault_areLeftOut() {
        assertThat(builder.build()).hasToString("MySqlOptions[localhost:3306, user=root]");
    }

    private MySqlOptionsBuilder allSet() {
        return builder.host("db")
                .port(3307)
                .socketPath(Path.of("/run/x"))
                .user("u")
                .password("p")
                .database("d")
                .serverPublicKey(KEY)
                .allowPublicKeyRetrieval(true)
                .allowedAuthPlugins(Set.of("x"))
                .tls(TlsMode.VERIFY_CA)
                .tlsCa(CERTIFICATE)
                .autocommit(Autocommit.SERVER)
                .collation("utf8mb4_bin")
                .sqlMode("")
                .timeZone("SYSTEM")
                .isolation(IsolationLevel.SERIALIZABLE)
                .foundRows(true)
                .multiStatements(true)
                .localInfile(true)
                .pipelining(Pipelining.OFF)
                .trackVariables(List.of("max_error_count"))
                .trackGtids(true)
                .trackTransactions(true)
                .traceContext(() -> null)
                .initStatements(List.of("DO 1"))
                .zeroDates(ZeroDates.TEXT)
                .tinyInt1AsBoolean(true)
                .bit1AsBoolean(true)
                .codec(new NoCodec<>(String.class))
                .attribute("a", "b")
                .programName("n")
                .connectTimeout(Duration.ofSeconds(1))
                .closeTimeout(Duration.ofSeconds(2))
                .statementTimeout(Duration.ofSeconds(3))
                .cancelGrace(Duration.ofSeconds(4))
                .lockWaitTimeout(Duration.ofSeconds(5))
                .maxAllowedPacket(1 << 20)
                .maxRowSize(1 << 21)
                .maxResultBytes(1L << 40)
                .pipelineLimit(2)
                .queueLimit(3)
                .statementCacheSize(4)
                .transportName("t")
                .transportOptions(new TransportOptions(1, false, false, 2, 3));
    }

    private static final class NoCodec<T> implements Codec<T> {
        private final Class<T> type;

        NoCodec(Class<T> type) {
            this.type = type;
        }

        @Override
        public Class<T> type() {
            return type;
        }

        @Override
        public Object encode(T value) {
            return value;
        }

        @Override
        public T decode(Row row, int index) {
            throw new UnsupportedOperationException();
        }
    }
}
