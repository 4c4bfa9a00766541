package dev.mysqlasync.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerErrorsTest {

    @ParameterizedTest
    @CsvSource({
        // refused before it was executed
        "1040, 08004, safe transient",
        "1203, 42000, safe transient",
        "1226, 42000, safe transient",
        "1129, HY000, safe transient",
        "1047, 08S01, safe transient",
        "3032, HY000, fatal safe transient",
        "4031, HY000, fatal safe transient",
        // the transaction is gone
        "1213, 40001, transient rolledBack",
        "1206, HY000, transient rolledBack",
        "1402, XA100, rolledBack",
        "1613, XA106, transient rolledBack",
        "1614, XA102, transient rolledBack",
        "3101, 40000, transient rolledBack",
        "3100, HY000, transient rolledBack",
        "1180, HY000, transient rolledBack",
        "8002, HY000, transient rolledBack",
        "8022, HY000, transient rolledBack",
        "8028, HY000, transient rolledBack",
        "9007, HY000, transient rolledBack",
        "9999, 40001, transient rolledBack",
        // only the statement is gone
        "1205, HY000, transient",
        "3572, HY000, transient",
        "1020, HY000, transient",
        "1615, HY000, transient",
        "1412, HY000, transient",
        // cancelled
        "1317, 70100, ''",
        "3024, HY000, ''",
        "1969, 70100, ''",
        "1028, HY000, ''",
        // the connection is gone
        "1043, 08S01, fatal",
        "1053, 08S01, fatal transient",
        "1153, 08S01, fatal",
        "1156, 08S01, fatal",
        "1158, 08S01, fatal",
        "1159, 08S01, fatal",
        "1160, 08S01, fatal",
        "1161, 08S01, fatal",
        "1184, 08S01, fatal",
        "1835, HY000, fatal",
        "1927, 70100, fatal",
        // the statement's own fault, or the account's
        "1045, 28000, ''",
        "1049, 42000, ''",
        "1062, 23000, ''",
        "1064, 42000, ''",
        "1290, HY000, ''",
        "1792, 25006, ''",
        "1820, HY000, ''",
        "1243, HY000, ''",
        "1461, 42000, ''",
        // an application's SIGNAL
        "1644, 45000, ''",
        "1644, 40001, ''",
    })
    void of_eachCode_tellsWhatItMeansForConnectionAndTransaction(int code, String state, String expected) {
        assertThat(traits(ServerErrors.of(code, state, "m", null))).isEqualTo(expected);
    }

    /** MySQL Router's, while no server is behind it; to a statement it would be anybody's. */
    @Test
    void whileConnecting_noServerBehindAProxy_isTransient() {
        assertThat(traits((MySqlServerException) ServerErrors.whileConnecting(2003, "HY000", "m")))
                .isEqualTo("fatal safe transient");
        assertThat(traits(ServerErrors.of(2003, "HY000", "m", null))).isEmpty();
    }

    @Test
    void of_4031FromMariaDb_isATriggerThatDoesNotExistAndNotTheEndOfTheConnection() {
        assertThat(traits(ServerErrors.of(4031, "HY000", "m", null, true))).isEmpty();
    }

    @Test
    void of_1020FromMariaDb_meansThatTheTransactionIsGone() {
        assertThat(traits(ServerErrors.of(1020, "HY000", "m", null, true))).isEqualTo("transient rolledBack");
    }

    @ParameterizedTest
    @CsvSource({
        "1406, 22001, DATA",
        "1264, 22003, DATA",
        "1690, 22003, DATA",
        "1292, 22007, DATA",
        "1365, 22012, DATA",
        "1366, HY000, DATA",
        "1242, 21000, DATA",
        "3140, 22032, DATA",
        "1062, 23000, INTEGRITY",
        "1048, 23000, INTEGRITY",
        "1451, 23000, INTEGRITY",
        "1452, 23000, INTEGRITY",
        "1216, 23000, INTEGRITY",
        "1217, 23000, INTEGRITY",
        "1586, 23000, INTEGRITY",
        "1364, HY000, INTEGRITY",
        "3819, HY000, INTEGRITY",
        "4025, 23000, INTEGRITY",
        "1064, 42000, PROGRAMMING",
        "1146, 42S02, PROGRAMMING",
        "1054, 42S22, PROGRAMMING",
        "1136, 21S01, PROGRAMMING",
        "1305, 42000, PROGRAMMING",
        "1046, 3D000, PROGRAMMING",
        "1007, HY000, PROGRAMMING",
        "1243, HY000, PROGRAMMING",
        "1390, HY000, PROGRAMMING",
        "1044, 42000, OPERATIONAL",
        "1045, 28000, OPERATIONAL",
        "1142, 42000, OPERATIONAL",
        "1143, 42000, OPERATIONAL",
        "1227, 42000, OPERATIONAL",
        "1370, 42000, OPERATIONAL",
        "1040, 08004, OPERATIONAL",
        "1205, HY000, OPERATIONAL",
        "1213, 40001, OPERATIONAL",
        "1792, 25006, OPERATIONAL",
        "1317, 70100, OPERATIONAL",
        "1644, 45000, OPERATIONAL",
        "1644, 22012, DATA",
        "30001, 45000, OPERATIONAL",
        "1815, HY000, INTERNAL",
        "120, HY000, INTERNAL",
        "1235, 42000, NOT_SUPPORTED",
        "1286, 42000, NOT_SUPPORTED",
        "1289, HY000, NOT_SUPPORTED",
        "1295, HY000, NOT_SUPPORTED",
        "9999, 0A000, NOT_SUPPORTED",
        "9999, 23000, INTEGRITY",
        "9999, '', OPERATIONAL",
        "9999, HY, OPERATIONAL",
    })
    void of_eachCode_hasItsCategoryByCodeAndThenByState(int code, String state, ErrorCategory expected) {
        assertThat(ServerErrors.of(code, state, "m", null).category()).isEqualTo(expected);
    }

    @Test
    void of_keepsCodeStateAndMessage() {
        MySqlServerException error = ServerErrors.of(1146, "42S02", "Table 'x' doesn't exist", null);

        assertThat(error.errorCode()).isEqualTo(1146);
        assertThat(error.sqlState()).isEqualTo("42S02");
        assertThat(error.serverMessage()).isEqualTo("Table 'x' doesn't exist");
        assertThat(error.sql()).isNull();
    }

    @Test
    void of_takesTheValuesOutOfTheStatement() {
        MySqlServerException error =
                ServerErrors.of(1396, "HY000", "Operation failed", "CREATE USER u IDENTIFIED BY 'c4nary'");

        assertThat(error.sql()).isEqualTo("CREATE USER u IDENTIFIED BY ?");
        assertThat(error.toString()).doesNotContain("c4nary");
    }

    @ParameterizedTest
    @ValueSource(ints = {1044, 1045, 1130, 1251, 1524, 1698, 1820, 1862, 3118, 3159, 3955, 4151})
    void whileConnecting_accountRefused_isAnAuthenticationErrorWithTheServersWords(int code) {
        MySqlException error = ServerErrors.whileConnecting(code, "HY000", "Access denied");

        assertThat(error).isInstanceOf(MySqlAuthenticationException.class).hasMessageContaining("Access denied");
        MySqlServerException said = Objects.requireNonNull(((MySqlAuthenticationException) error).serverError());
        assertThat(said.errorCode()).isEqualTo(code);
        assertThat(error.isTransient()).isFalse();
    }

    @Test
    void whileConnecting_unknownCodeOfClass28_isAnAuthenticationError() {
        assertThat(ServerErrors.whileConnecting(9999, "28000", "m")).isInstanceOf(MySqlAuthenticationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1040, '', fatal safe transient",
        "1049, 42000, fatal safe",
        "1053, 08S01, fatal safe transient",
        "1129, HY000, fatal safe transient",
        "1213, 40001, fatal safe transient",
    })
    void whileConnecting_anyOtherError_endsTheConnectionWithNothingExecuted(int code, String state, String expected) {
        assertThat(traits((MySqlServerException) ServerErrors.whileConnecting(code, state, "m")))
                .isEqualTo(expected);
    }

    private static String traits(MySqlServerException error) {
        return ((error.isFatal() ? "fatal " : "")
                        + (error.isSafeToRetry() ? "safe " : "")
                        + (error.isTransient() ? "transient " : "")
                        + (error.isTransactionRolledBack() ? "rolledBack " : ""))
                .strip();
    }
}
