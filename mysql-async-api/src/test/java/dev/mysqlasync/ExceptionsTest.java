package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExceptionsTest {

    static Stream<Arguments> reactions() {
        IOException reset = new IOException("reset");
        return Stream.of(
                row(new MySqlConnectException("m", reset, true), "fatal safe transient"),
                row(new MySqlConnectException("m", null, false), "fatal safe"),
                row(new MySqlTlsException("m", null), "fatal safe"),
                row(new MySqlAuthenticationException("m", null), "fatal safe"),
                row(new MySqlTimeoutException("m", Written.NONE), "safe transient"),
                row(new MySqlTimeoutException("m", Written.ALL), "transient unknown"),
                row(new MySqlConnectionLostException("m", reset, Written.NONE), "fatal safe transient"),
                row(new MySqlConnectionLostException("m", reset, Written.PARTIAL), "fatal transient unknown"),
                row(new MySqlConnectionLostException("m", reset, Written.ALL), "fatal transient unknown"),
                row(new MySqlCommitUnknownException("m", reset), "fatal unknown"),
                row(new MySqlProtocolException("m", null), "fatal unknown"),
                row(new MySqlSecurityException("m", null), "fatal unknown"),
                row(new MySqlDecodeException("m", null), ""),
                row(new MySqlSourceException("m", reset, false), "safe"),
                row(new MySqlSourceException("m", reset, true), "fatal unknown"),
                row(new MySqlClosedException("m"), "fatal safe"),
                row(MySqlLimitException.queueFull(7), "safe transient"),
                row(MySqlLimitException.commandTooLarge(9, 8), "safe"),
                row(MySqlLimitException.rowTooLarge(8), "fatal"),
                row(MySqlLimitException.resultTooLarge(8, false), ""),
                row(MySqlLimitException.resultTooLarge(8, true), "fatal"));
    }

    private static Arguments row(MySqlException error, String expected) {
        return Arguments.of(error, expected);
    }

    @ParameterizedTest
    @MethodSource("reactions")
    void exception_tellsHowToReact(MySqlException error, String expected) {
        StringBuilder reaction = new StringBuilder();
        reaction.append(error.isFatal() ? "fatal " : "");
        reaction.append(error.isSafeToRetry() ? "safe " : "");
        reaction.append(error.isTransient() ? "transient " : "");
        reaction.append(error.isOutcomeUnknown() ? "unknown " : "");

        assertThat(reaction.toString().strip()).isEqualTo(expected);
    }

    @Test
    void limitExceptions_nameTheirOptionAndItsValue() {
        assertThat(MySqlLimitException.queueFull(7))
                .hasMessage(
                        "the connection's queue is full: queueLimit allows 7 waiting commands; wait for some of them"
                                + " to complete")
                .returns("queueLimit", MySqlLimitException::option);
        assertThat(MySqlLimitException.commandTooLarge(9, 8))
                .hasMessage("the command has 9 bytes, but maxAllowedPacket allows 8; raise maxAllowedPacket here and"
                        + " max_allowed_packet on the server, or send a large value as a LongParameter")
                .returns("maxAllowedPacket", MySqlLimitException::option);
        assertThat(MySqlLimitException.rowTooLarge(8))
                .hasMessage("the server sent a packet larger than maxRowSize allows (8 bytes); raise maxRowSize to read"
                        + " such rows")
                .returns("maxRowSize", MySqlLimitException::option);
        assertThat(MySqlLimitException.resultTooLarge(8, false))
                .hasMessage("the buffered result has more bytes than maxResultBytes allows (8); stream() it, or raise"
                        + " maxResultBytes")
                .returns("maxResultBytes", MySqlLimitException::option);
    }

    @Test
    void serverException_messageIsAsTheMysqlClientPrintsIt() {
        MySqlServerException error = server("23000");

        assertThat(error).hasMessage("ERROR 1062 (23000): Duplicate entry");
        assertThat(error.serverMessage()).isEqualTo("Duplicate entry");
    }

    @Test
    void serverException_withoutSqlState_leavesItOut() {
        assertThat(server("")).hasMessage("ERROR 1062: Duplicate entry");
    }

    @Test
    void authenticationException_serverError_isTheCauseIfTheServerSpoke() {
        MySqlServerException error = server("28000");

        assertThat(new MySqlAuthenticationException("m", error).serverError()).isSameAs(error);
        assertThat(new MySqlAuthenticationException("m", new IOException()).serverError())
                .isNull();
    }

    private static MySqlServerException server(String state) {
        return new MySqlServerException(
                1062, state, "Duplicate entry", ErrorCategory.INTEGRITY, Set.of(), "INSERT INTO t VALUES (?)");
    }
}
