package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_ATTRS;
import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_WITH_DB;
import static dev.mysqlasync.protocol.Capability.CLIENT_LONG_PASSWORD;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;
import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.Capability.CLIENT_RESERVED2;
import static dev.mysqlasync.protocol.Capability.CLIENT_SSL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeResponse41Test {

    private static final long BASE = CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_RESERVED2;

    @Test
    void isNext_tellsSslRequestFromTheShortestResponse() {
        HandshakeResponse41 shortest = response(BASE | CLIENT_SSL, "", new byte[0], null, Map.of());

        assertThat(SslRequest.isNext(reader(encode(shortest)))).isFalse();
        assertThat(SslRequest.isNext(reader(encode(shortest.sslRequest())))).isTrue();
    }

    @Test
    void encode_beginsWithTheBytesOfItsSslRequest() {
        HandshakeResponse41 response = response(BASE | CLIENT_SSL, "u", new byte[3], null, Map.of());

        assertThat(encode(response)).startsWith(encode(response.sslRequest()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 250, 251, 256, 70_000})
    void encode_authResponseWithLenencBit_mayHaveAnyLength(int length) {
        HandshakeResponse41 response =
                response(BASE | CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA, "u", new byte[length], null, Map.of());

        assertThat(HandshakeResponse41.decode(reader(encode(response)))).isEqualTo(response);
    }

    @Test
    void encode_authResponseOf255BytesWithoutLenencBit_fits() {
        HandshakeResponse41 response = response(BASE, "u", new byte[255], null, Map.of());

        assertThat(HandshakeResponse41.decode(reader(encode(response)))).isEqualTo(response);
    }

    @Test
    void encode_authResponseOf256BytesWithoutLenencBit_isRefused() {
        HandshakeResponse41 response = response(BASE, "u", new byte[256], null, Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> encode(response)).withMessageContaining("256");
    }

    @Test
    void encode_attributesOf65535Bytes_fit() {
        HandshakeResponse41 response = withAttribute(65535 - 2 - 3); // the name and both lengths take five bytes

        assertThat(HandshakeResponse41.decode(reader(encode(response)))).isEqualTo(response);
    }

    @Test
    void encode_attributesOf65536Bytes_areRefused() {
        HandshakeResponse41 response = withAttribute(65536 - 2 - 3);

        assertThatIllegalArgumentException().isThrownBy(() -> encode(response)).withMessageContaining("65536");
    }

    @Test
    void decode_attributesOf65536Bytes_areRefused() {
        byte[] head = encode(response(BASE, "u", new byte[0], null, Map.of()));
        PayloadWriter out = new PayloadWriter()
                .writeBytes(head)
                .writeLenenc(65536)
                .writeLenencString("k")
                .writeLenencBytes(new byte[65536 - 2 - 3]);
        out.setInt1(2, (int) (CLIENT_CONNECT_ATTRS >>> 16));

        assertThatThrownBy(() -> HandshakeResponse41.decode(reader(out.toByteArray())))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void encode_attributesWithoutTheirCapability_areLeftOut() {
        byte[] with = encode(response(BASE, "u", new byte[0], null, Map.of("k", "v")));

        assertThat(with).isEqualTo(encode(response(BASE, "u", new byte[0], null, Map.of())));
    }

    @Test
    void encode_userWithNul_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(response(BASE, "a\0b", new byte[0], null, Map.of())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void response_withoutDatabase_clearsItsBit(boolean empty) {
        HandshakeResponse41 response =
                response(BASE | CLIENT_CONNECT_WITH_DB, "u", new byte[0], empty ? "" : null, Map.of());

        assertThat(response.capabilities()).isEqualTo(BASE);
        assertThat(response.database()).isNull();
    }

    @Test
    void response_databaseWithoutItsBit_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> response(BASE, "u", new byte[0], "db", Map.of()));
    }

    @Test
    void response_collationOver255_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HandshakeResponse41(BASE, 0, 256, "u", new byte[0], null, "p", Map.of(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SslRequest(BASE, 0, 256));
    }

    @ParameterizedTest
    @ValueSource(longs = {CLIENT_PROTOCOL_41, CLIENT_RESERVED2})
    void decode_withoutOneOfTheBasicCapabilities_isRefused(long missing) {
        byte[] payload = encode(response(BASE & ~missing, "u", new byte[0], null, Map.of()));

        assertThatThrownBy(() -> HandshakeResponse41.decode(reader(payload))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void decode_bytesAfterTheEnd_areRefused() {
        byte[] payload = encode(response(BASE, "u", new byte[0], null, Map.of()));

        assertThatThrownBy(() -> HandshakeResponse41.decode(reader(Arrays.copyOf(payload, payload.length + 1))))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void toString_showsOnlyTheLengthOfSecrets() {
        byte[] secret = {115, 51, 99};

        assertThat(response(BASE, "u", secret, null, Map.of()).toString())
                .contains("3 bytes")
                .doesNotContain("115", "s3c");
        assertThat(new ComChangeUser("u", secret, "", 45, "p", Map.of()).toString())
                .contains("3 bytes")
                .doesNotContain("115", "s3c");
    }

    private static HandshakeResponse41 withAttribute(int valueLength) {
        return response(BASE | CLIENT_CONNECT_ATTRS, "u", new byte[0], null, Map.of("k", "v".repeat(valueLength)));
    }

    private static HandshakeResponse41 response(
            long capabilities, String user, byte[] auth, @Nullable String database, Map<String, String> attributes) {
        return new HandshakeResponse41(
                capabilities, 1 << 24, 45, user, auth, database, "mysql_native_password", attributes, 0);
    }

    private static byte[] encode(HandshakeResponse41 response) {
        PayloadWriter out = new PayloadWriter();
        response.encode(out);
        return out.toByteArray();
    }

    private static byte[] encode(SslRequest request) {
        PayloadWriter out = new PayloadWriter();
        request.encode(out);
        return out.toByteArray();
    }

    private static PayloadReader reader(byte[] payload) {
        return new PayloadReader(payload);
    }
}
