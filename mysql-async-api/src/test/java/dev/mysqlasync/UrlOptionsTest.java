package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.spi.Endpoint;
import dev.mysqlasync.spi.TransportOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlOptionsTest {

    private static final String CANARY = "c4nary";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "mysql://root@127.0.0.1:3306/mysql            | root  | -       | 127.0.0.1:3306     | mysql",
                "MySQL://root@db                              | root  | -       | db:3306            | -",
                "mariadb://root:pw@db/                        | root  | pw      | db:3306            | -",
                "mysql://root@db?                             | root  | -       | db:3306            | -",
                "mysql://a%40b:p%2Fw%3F%23%25%40@db           | a@b   | p/w?#%@ | db:3306            | -",
                "mysql://root:a:b:c@db                        | root  | a:b:c   | db:3306            | -",
                "mysql://root:@db                             | root  | -       | db:3306            | -",
                "mysql://root:a+b@db/d+e                      | root  | a+b     | db:3306            | d+e",
                "mysql://j%C3%BCrgen:p%C3%A4ss@db             | jürgen | päss   | db:3306            | -",
                "mysql://root@[::1]:3307/x                    | root  | -       | [::1]:3307         | x",
                "mysql://root@[fe80::1%25eth0]                | root  | -       | [fe80::1%eth0]:3306 | -",
                "mysql://root@my_host.example-1.com           | root  | -       | my_host.example-1.com:3306 | -",
                "mysql://root@/test?socket=/run/my.sock       | root  | -       | /run/my.sock       | test",
                "mysql://root@db:65535/a%2Fb                  | root  | -       | db:65535           | a/b",
            })
    void parse_goodUrl_givesUserPasswordEndpointAndDatabase(
            String url, String user, String password, String endpoint, String database) {
        MySqlOptions options = MySqlOptions.parse(url);

        assertThat(options.authentication().user()).isEqualTo(user);
        assertThat(password(options)).isEqualTo(password == null ? "" : password);
        assertThat(options.endpoint()).hasToString(endpoint);
        assertThat(options.database()).isEqualTo(database);
    }

    @Test
    void parse_socket_makesAUnixSocketTheEndpoint() {
        assertThat(MySqlOptions.parse("mysql://root@db?socket=/run/my.sock").endpoint())
                .isEqualTo(new Endpoint.UnixSocket(Path.of("/run/my.sock")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:mysql://c4nary@db            | must begin with mysql://",
                "//root:c4nary@db                  | must begin with mysql://",
                "postgres://root:c4nary@db         | must begin with mysql://",
                "root:c4nary@db                    | must begin with mysql://",
                "mysql://db/test                   | names no user",
                "mysql://@db/test                  | user is missing",
                "mysql://:c4nary@db/test           | user is missing",
                "mysql://root:c4nary?x             | names no user",
                "mysql://root:pa@c4nary@db         | special character",
                "mysql://root:1234/c4nary@db       | special character",
                "mysql://root:1234?c4nary@db       | special character",
                "mysql://root:1@2?c4nary=1@db      | special character",
                "mysql://root:c4nary#x@db          | special character",
                "mysql://root:x@db#c4nary          | special character",
                "mysql://root:c4nary%@db           | password in the URL has a % without",
                "mysql://root:c4nary%4@db          | password in the URL has a % without",
                "mysql://root:c4nary%zz@db         | password in the URL has a % without",
                "mysql://root:c4nary%ff@db         | password in the URL is not UTF-8",
                "mysql://c4nary%c0%80@db           | user in the URL is not UTF-8",
                "mysql://root%00c4nary@db          | user must not contain a NUL",
                "mysql://root:c4nary@db:           | port is not a number",
                "mysql://root:c4nary@db:x          | port is not a number",
                "mysql://root:c4nary@db:-1         | port is not a number",
                "mysql://root:c4nary@db:123456     | port is not a number",
                "mysql://root:c4nary@db:0          | port must be from 1 to 65535, not 0",
                "mysql://root:c4nary@db:65536      | port must be from 1 to 65535, not 65536",
                "mysql://root:c4nary@::1           | must stand in brackets",
                "mysql://root:c4nary@fe80::1       | must stand in brackets",
                "mysql://root:c4nary@[::1          | no closing bracket",
                "mysql://root:c4nary@[::1]3306     | port is not a number",
                "mysql://root:c4nary@[]            | host is not a name",
                "mysql://root:c4nary@a,b           | several hosts, which is not supported",
                "mysql://root:c4nary@h1:3306,h2:3306/ | several hosts, which is not supported",
                "mysql://root:c4nary@a%20b         | host is not a name",
                "mysql://root:c4nary@db/a/b        | write it as %2F",
                "mysql://root:c4nary@db/a%00b      | database must not contain a NUL",
                "mysql://root:c4nary@db?foundRows  | option foundRows has no value",
                "mysql://root:c4nary@db?foundRows=true&foundRows=true | option foundRows is given twice",
                "mysql://root:c4nary@db?foundRows=yes         | option foundRows: 'yes' is not true or false",
                "mysql://root:c4nary@db?connectTimeout=10     | a duration such as 500ms, 10s or 2m",
                "mysql://root:c4nary@db?connectTimeout=0s     | connectTimeout must be from 1 ms",
                "mysql://root:c4nary@db?maxRowSize=64MB       | a size in bytes",
                "mysql://root:c4nary@db?maxRowSize=4GiB       | option maxRowSize",
                "mysql://root:c4nary@db?maxResultBytes=999999999999GiB | option maxResultBytes",
                "mysql://root:c4nary@db?queueLimit=1e3        | option queueLimit: '1e3' is not a number",
                "mysql://root:c4nary@db?tls=preferred         | one of auto, disabled, required, verify-ca,"
                        + " verify-identity",
                "mysql://root:c4nary@db?allowedAuthPlugins=   | allowedAuthPlugins has an empty name",
                "mysql://root:c4nary@db?eventLoops=-1         | option eventLoops",
                "mysql://root:c4nary@db?tlsCa=/no/such/file   | tlsCa: the file cannot be read: /no/such/file",
                "mysql://root:c4nary@db?tls=auto&ssl-mode=required | option ssl-mode is given twice",
                "mysql://root:x@db?password=c4nary            | option password does not stand behind the ?",
                "mysql://root:x@db?port=1                     | option port does not stand behind the ?",
                "mysql://root:c4nary@db?a=1&&b=2              | unknown option",
            })
    void parse_badUrl_saysWhatIsWrongAndNothingOfThePassword(String url, String message) {
        Throwable thrown = catchThrowable(() -> MySqlOptions.parse(url));

        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(CANARY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conectTimeout, connectTimeout",
        "connecttimeout, connectTimeout",
        "socketPath, socket",
        "tlsca, tlsCa",
        "sqlmode, sqlMode"
    })
    void parse_unknownOption_namesItAndTheNearest(String unknown, String nearest) {
        Throwable thrown = catchThrowable(() -> MySqlOptions.parse("mysql://root@db?" + unknown + "=x"));

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option '" + unknown + "'; the nearest known one is '" + nearest + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compress            | unknown option 'compress'",
                "connectionTimeZone  | unknown option 'connectionTimeZone'; here it is 'timeZone'",
                "charset             | unknown option 'charset'; here it is 'collation'; the character set is always"
                        + " utf8mb4",
                "useSSL              | unknown option 'useSSL'; here it is 'tls'",
                "ssl-ca              | unknown option 'ssl-ca'; here it is 'tlsCa'",
                "local_infile        | unknown option 'local_infile'; the nearest known one is 'localInfile'",
                "maximumPoolSize     | unknown option 'maximumPoolSize'; here it is the method"
                        + " PoolOptionsBuilder.maxSize",
            })
    void parse_optionOfAnotherDriver_tellsItsCounterpartOrNone(String name, String message) {
        assertThatThrownBy(() -> MySqlOptions.parse("mysql://root@db?" + name + "=x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslMode=VERIFY_CA", "ssl-mode=VERIFY_CA", "tls=verify_ca", "tls=Verify-CA"})
    void parse_tlsInTheWordsOfMySql_isTaken(String option) {
        assertThat(MySqlOptions.parse("mysql://root@db?" + option).tls().mode()).isEqualTo(TlsMode.VERIFY_CA);
    }

    @Test
    void parse_veryLongUnknownOption_isCutInTheMessage() {
        assertThatThrownBy(() -> MySqlOptions.parse("mysql://root@db?" + "x".repeat(100_000) + "=1"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    /** Whatever stands in a password unencoded, no message may repeat a piece of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void parse_randomPasswordsUnencoded_neverShowInAMessage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "@/?#:%&=[]. x";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder password = new StringBuilder();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                password.append(alphabet.charAt(random.nextInt(alphabet.length())))
                        .append("Zq");
            }
            Throwable thrown =
                    catchThrowable(() -> MySqlOptions.parse("mysql://root:" + password + "@db:3306/test?bad=1"));
            assertThat(thrown).as(password.toString()).isInstanceOf(IllegalArgumentException.class);
            assertThat(thrown.toString()).as(password.toString()).doesNotContain("Zq");
        }
    }

    @Test
    void parse_sessionOptions_takesEach() {
        SessionOptions session = MySqlOptions.parse("mysql://root@db?autocommit=server&collation=utf8mb4_bin"
                        + "&sqlMode=ANSI,NO_ZERO_DATE&timeZone=+02:00&isolation=read-committed&foundRows=true"
                        + "&multiStatements=true&localInfile=true&initStatements=SET%20%40a=1&initStatements=DO%201")
                .session();

        assertThat(session.autocommit()).isEqualTo(Autocommit.SERVER);
        assertThat(session.collation()).isEqualTo("utf8mb4_bin");
        assertThat(session.sqlMode()).isEqualTo("ANSI,NO_ZERO_DATE");
        assertThat(session.timeZone()).isEqualTo("+02:00");
        assertThat(session.isolation()).isEqualTo(IsolationLevel.READ_COMMITTED);
        assertThat(session.foundRows()).isTrue();
        assertThat(session.multiStatements()).isTrue();
        assertThat(session.localInfile()).isTrue();
        assertThat(session.initStatements()).containsExactly("SET @a=1", "DO 1");
    }

    @Test
    void parse_typeOptions_takesEach() {
        TypeOptions types = MySqlOptions.parse(
                        "mysql://root@db?zeroDates=null&tinyInt1AsBoolean=true&bit1AsBoolean=true")
                .types();

        assertThat(types.zeroDates()).isEqualTo(ZeroDates.NULL);
        assertThat(types.tinyInt1AsBoolean()).isTrue();
        assertThat(types.bit1AsBoolean()).isTrue();
    }

    @Test
    void parse_trackingOptions_takesEach() {
        TrackingOptions tracking = MySqlOptions.parse(
                        "mysql://root@db?trackVariables=a_b,c&trackGtids=true&trackTransactions=true")
                .tracking();

        assertThat(tracking).isEqualTo(new TrackingOptions(List.of("a_b", "c"), true, true));
    }

    @ParameterizedTest
    @CsvSource({"on,ON", "off,OFF", "true,ON", "false,OFF", "server,SERVER"})
    void parse_autocommit_takesItsNamesAndTrueAndFalse(String text, Autocommit expected) {
        assertThat(MySqlOptions.parse("mysql://root@db?autocommit=" + text)
                        .session()
                        .autocommit())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "auto,AUTO",
        "disabled,DISABLED",
        "required,REQUIRED",
        "verify-ca,VERIFY_CA",
        "verify-identity,VERIFY_IDENTITY"
    })
    void parse_tls_takesEachMode(String text, TlsMode expected) {
        assertThat(MySqlOptions.parse("mysql://root@db?tls=" + text).tls().mode())
                .isEqualTo(expected);
    }

    @Test
    void parse_limitsAndTimes_takesEachWithItsUnit() {
        MySqlOptions options = MySqlOptions.parse("mysql://root@db?maxAllowedPacket=2MiB&maxRowSize=1GiB"
                + "&maxResultBytes=4GiB&pipelineLimit=7&queueLimit=8&statementCacheSize=0"
                + "&connectTimeout=2m&closeTimeout=250ms");

        assertThat(options.limits()).isEqualTo(new LimitOptions(2 << 20, 1 << 30, 4L << 30, 7, 8, 0));
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.closeTimeout()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void parse_transportOptions_takesEach() {
        MySqlOptions options = MySqlOptions.parse("mysql://root@db?transport=nio&eventLoops=3&tcpNoDelay=false"
                + "&tcpKeepAlive=false&sendBufferSize=64KiB&receiveBufferSize=4096");

        assertThat(options.transportName()).isEqualTo("nio");
        assertThat(options.transportOptions()).isEqualTo(new TransportOptions(3, false, false, 65_536, 4_096));
    }

    @Test
    void parse_authenticationOptionsAndAttributes_takesEach() {
        MySqlOptions options = MySqlOptions.parse("mysql://root@db?allowPublicKeyRetrieval=true"
                + "&allowedAuthPlugins=client_ed25519,caching_sha2_password&programName=till&attribute.shop=7%26x");

        assertThat(options.authentication().allowPublicKeyRetrieval()).isTrue();
        assertThat(options.authentication().allowedPlugins())
                .isEqualTo(Set.of("client_ed25519", "caching_sha2_password"));
        assertThat(options.attributes()).isEqualTo(Map.of("program_name", "till", "shop", "7&x"));
    }

    private static String password(MySqlOptions options) {
        return new String(options.authentication().password().utf8(), StandardCharsets.UTF_8);
    }
}
