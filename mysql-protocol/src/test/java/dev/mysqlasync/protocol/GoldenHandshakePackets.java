package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.GoldenPacket.of;

import java.util.List;

/** Packets of the connection phase as seen on the wire. */
final class GoldenHandshakePackets {

    private GoldenHandshakePackets() {}

    static List<GoldenPacket<?>> all() {
        return List.of(
                of(
                                "greeting of MySQL 9.7.4",
                                "0a '9.7.4-2' 00 48 00 00 00 39 72 79 05 34 3a 7c 6c 00 ff ff ff 02 00 ff df 15 00*10"
                                        + " 61 6c 10 7c 26 17 6b 71 01 66 20 5c 00 'caching_sha2_password' 00",
                                Greeting::decode,
                                Greeting::encode,
                                new Greeting(
                                        "9.7.4-2",
                                        72,
                                        Dump.bytes("39 72 79 05 34 3a 7c 6c 61 6c 10 7c 26 17 6b 71 01 66 20 5c"),
                                        0xdfffffffL,
                                        255,
                                        2,
                                        "caching_sha2_password"))
                        .mayEndFrom(52),
                of(
                                "greeting of MySQL 8.0.15",
                                "0a '8.0.15' 00 2a 00 00 00 46 23 73 66 40 5a 25 13 00 ff ff ff 02 00 ff c3 15 00*10"
                                        + " 17 1c 01 6a 39 45 3d 45 02 02 1a 1f 00 'caching_sha2_password' 00",
                                Greeting::decode,
                                Greeting::encode,
                                new Greeting(
                                        "8.0.15",
                                        42,
                                        Dump.bytes("46 23 73 66 40 5a 25 13 17 1c 01 6a 39 45 3d 45 02 02 1a 1f"),
                                        0xc3ffffffL,
                                        255,
                                        2,
                                        "caching_sha2_password"))
                        .mayEndFrom(51),
                of(
                                "greeting of MariaDB 10.11.19",
                                "0a '5.5.5-10.11.19-MariaDB-0+deb12u1-log' 00 04 00 00 00 32 36 54 26 5f 2d 62 27 00 fe"
                                        + " ff 08 02 00 ff 81 15 00*6 1d 00 00 00 39 28 5b 73 52 7d 43 73 3c 6f 3c 7a"
                                        + " 00 'mysql_native_password' 00",
                                Greeting::decode,
                                Greeting::encode,
                                new Greeting(
                                        "5.5.5-10.11.19-MariaDB-0+deb12u1-log",
                                        4,
                                        Dump.bytes("32 36 54 26 5f 2d 62 27 39 28 5b 73 52 7d 43 73 3c 6f 3c 7a"),
                                        0x1d_81fffffeL,
                                        8,
                                        2,
                                        "mysql_native_password"))
                        .mayEndFrom(81),
                of(
                                "greeting of MariaDB 11.8.9",
                                "0a '11.8.9-MariaDB-4 from Debian' 00 1f 00 00 00 79 21 34 21 49 2c 41 40 00 fe ff 2d"
                                        + " 02 00 ff 81 15 00*6 3d 00 00 00 5e 39 41 79 5f 51 57 41 7e 79 63 63 00"
                                        + " 'mysql_native_password' 00",
                                Greeting::decode,
                                Greeting::encode,
                                new Greeting(
                                        "11.8.9-MariaDB-4 from Debian",
                                        31,
                                        Dump.bytes("79 21 34 21 49 2c 41 40 5e 39 41 79 5f 51 57 41 7e 79 63 63"),
                                        0x3d_81fffffeL,
                                        45,
                                        2,
                                        "mysql_native_password"))
                        .mayEndFrom(73),
                of(
                                "ERR before the handshake",
                                "ff 10 04 'Too many connections'",
                                ErrPacket::decode,
                                (err, out) -> err.encode(out, 0),
                                new ErrPacket(1040, "", "Too many connections"))
                        .mayEndFrom(3),
                of(
                                "switch to caching_sha2_password",
                                "fe 'caching_sha2_password' 00 01*20 00",
                                AuthSwitchRequest::decode,
                                AuthSwitchRequest::encode,
                                new AuthSwitchRequest("caching_sha2_password", Dump.bytes("01*20")))
                        .mayEndAt(1)
                        .mayEndFrom(23),
                of(
                                "switch to client_ed25519",
                                "fe 'client_ed25519' 00 02*32",
                                AuthSwitchRequest::decode,
                                AuthSwitchRequest::encode,
                                new AuthSwitchRequest("client_ed25519", Dump.bytes("02*32")))
                        .mayEndAt(1)
                        .mayEndFrom(16),
                of(
                        "old switch",
                        "fe",
                        AuthSwitchRequest::decode,
                        AuthSwitchRequest::encode,
                        new AuthSwitchRequest("mysql_old_password", new byte[0])),
                of(
                                "caching_sha2_password: fast path taken",
                                "01 03",
                                AuthMoreData::decode,
                                AuthMoreData::encode,
                                new AuthMoreData(new byte[] {3}))
                        .mayEndFrom(1),
                of(
                                "caching_sha2_password: full authentication wanted",
                                "01 04",
                                AuthMoreData::decode,
                                AuthMoreData::encode,
                                new AuthMoreData(new byte[] {4}))
                        .mayEndFrom(1),
                of(
                                "next factor, from the manual's layout",
                                "02 'webauthn' 00 03*7",
                                AuthNextFactor::decode,
                                AuthNextFactor::encode,
                                new AuthNextFactor("webauthn", Dump.bytes("03*7")))
                        .mayEndFrom(10),
                of(
                                "ERR with its SQLSTATE",
                                "ff 19 04 23 34 32 30 30 30 'Unknown database ' 27 'nodb' 27",
                                ErrPacket::decode,
                                (err, out) -> err.encode(out, CLIENT_PROTOCOL_41),
                                new ErrPacket(1049, "42000", "Unknown database 'nodb'"))
                        .mayEndFrom(3));
    }
}
