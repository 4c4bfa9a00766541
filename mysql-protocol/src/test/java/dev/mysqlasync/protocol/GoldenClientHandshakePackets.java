package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_ATTRS;
import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_WITH_DB;
import static dev.mysqlasync.protocol.Capability.CLIENT_LONG_PASSWORD;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;
import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.Capability.CLIENT_RESERVED2;
import static dev.mysqlasync.protocol.Capability.CLIENT_SSL;
import static dev.mysqlasync.protocol.Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_CACHE_METADATA;
import static dev.mysqlasync.protocol.GoldenPacket.of;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The client's packets of the connection phase, laid out by hand after the manual. */
final class GoldenClientHandshakePackets {

    private static final long BASE = CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_RESERVED2;
    private static final long PLUGINS = CLIENT_PLUGIN_AUTH | CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;

    private GoldenClientHandshakePackets() {}

    private static Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("_a", "b");
        attributes.put("c", "");
        return attributes;
    }

    static List<GoldenPacket<?>> all() {
        return List.of(
                of(
                        "SSL request to MySQL",
                        "01 8a 00 00 00 00 00 01 ff 00*23",
                        SslRequest::decode,
                        SslRequest::encode,
                        new SslRequest(BASE | CLIENT_SSL, 1 << 24, 255)),
                of(
                        "SSL request to MariaDB",
                        "00 8a 00 00 00 00 00 01 2d 00*19 10 00 00 00",
                        SslRequest::decode,
                        SslRequest::encode,
                        new SslRequest(
                                BASE & ~CLIENT_LONG_PASSWORD | CLIENT_SSL | MARIADB_CLIENT_CACHE_METADATA,
                                1 << 24,
                                45)),
                of(
                        "response without plugins",
                        "01 82 00 00 ff ff ff ff 08 00*23 'root' 00 02 aa bb",
                        HandshakeResponse41::decode,
                        HandshakeResponse41::encode,
                        new HandshakeResponse41(
                                BASE, -1, 8, "root", Dump.bytes("aa bb"), null, "mysql_native_password", Map.of(), 0)),
                of(
                        "response with everything, to MySQL",
                        "09 82 38 04 00 00 00 40 ff 00*23 'u' 00 03 aa bb cc 'db' 00 'plug' 00 08 02 '_a' 01 'b' 01"
                                + " 'c' 00 07",
                        HandshakeResponse41::decode,
                        HandshakeResponse41::encode,
                        new HandshakeResponse41(
                                BASE
                                        | PLUGINS
                                        | CLIENT_CONNECT_WITH_DB
                                        | CLIENT_CONNECT_ATTRS
                                        | CLIENT_ZSTD_COMPRESSION_ALGORITHM,
                                1 << 30,
                                255,
                                "u",
                                Dump.bytes("aa bb cc"),
                                "db",
                                "plug",
                                attributes(),
                                7)),
                of(
                        "response to MariaDB with an extended capability",
                        "00 82 28 00 00 00 00 40 2d 00*19 10 00 00 00 'u' 00 00 'mysql_native_password' 00",
                        HandshakeResponse41::decode,
                        HandshakeResponse41::encode,
                        new HandshakeResponse41(
                                BASE & ~CLIENT_LONG_PASSWORD | PLUGINS | MARIADB_CLIENT_CACHE_METADATA,
                                1 << 30,
                                45,
                                "u",
                                new byte[0],
                                null,
                                "mysql_native_password",
                                Map.of(),
                                0)));
    }
}
