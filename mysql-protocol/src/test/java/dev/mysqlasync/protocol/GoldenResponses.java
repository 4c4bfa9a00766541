package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_PROTOCOL_41;
import static dev.mysqlasync.protocol.Capability.CLIENT_SESSION_TRACK;
import static dev.mysqlasync.protocol.GoldenPacket.of;

import dev.mysqlasync.protocol.SessionChange.Schema;
import dev.mysqlasync.protocol.SessionChange.StateChanged;
import dev.mysqlasync.protocol.SessionChange.SystemVariable;
import dev.mysqlasync.protocol.SessionChange.TransactionCharacteristics;
import dev.mysqlasync.protocol.SessionChange.TransactionState;
import java.util.List;

/** OK, ERR, EOF and their like as seen on the wire. */
final class GoldenResponses {

    private GoldenResponses() {}

    static List<GoldenPacket<?>> all() {
        return List.of(
                ok(
                                "info without session tracking",
                                "00 02 00 02 00 00 00 26 'Records: 2  Duplicates: 0  Warnings: 0'",
                                0,
                                new OkPacket(2, 0, 2, 0, "Records: 2  Duplicates: 0  Warnings: 0", List.of()))
                        .mayEndFrom(7),
                ok(
                                "info with session tracking",
                                "00 02 00 22 00 00 00 28 'Rows matched: 2  Changed: 2  Warnings: 0'",
                                CLIENT_SESSION_TRACK,
                                new OkPacket(2, 0, 0x22, 0, "Rows matched: 2  Changed: 2  Warnings: 0", List.of()))
                        .mayEndAt(7),
                ok(
                                "after LOAD DATA LOCAL",
                                "00 03 00 02 00 00 00 2f 'Records: 3  Deleted: 0  Skipped: 0  Warnings: 0'",
                                CLIENT_SESSION_TRACK,
                                new OkPacket(3, 0, 2, 0, "Records: 3  Deleted: 0  Skipped: 0  Warnings: 0", List.of()))
                        .mayEndAt(7),
                ok(
                                "SET NAMES latin1",
                                "00 00 00 02 40 00 00 00 62 00 1c 14 'character_set_client' 06 'latin1'"
                                        + " 00 20 18 'character_set_connection' 06 'latin1'"
                                        + " 00 1d 15 'character_set_results' 06 'latin1' 02 01 31",
                                CLIENT_SESSION_TRACK,
                                okWith(
                                        0x4002,
                                        new SystemVariable("character_set_client", "latin1"),
                                        new SystemVariable("character_set_connection", "latin1"),
                                        new SystemVariable("character_set_results", "latin1"),
                                        new StateChanged(true)))
                        .mayEndAt(7, 8),
                ok(
                                "BEGIN READ ONLY",
                                "00 00 00 03 60 00 00 00 44 05 09 08 'T_R_____' 04 37 36"
                                        + " 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;'",
                                CLIENT_SESSION_TRACK,
                                okWith(
                                        0x6003,
                                        new TransactionState("T_R_____"),
                                        new TransactionCharacteristics(
                                                "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;")))
                        .mayEndAt(7, 8),
                ok(
                                "COMMIT",
                                "00 00 00 02 40 00 00 00 0e 05 09 08 '________' 04 01 00",
                                CLIENT_SESSION_TRACK,
                                okWith(0x4002, new TransactionState("________"), new TransactionCharacteristics("")))
                        .mayEndAt(7, 8),
                ok(
                                "USE p_x",
                                "00 00 00 02 40 00 00 00 06 01 04 03 'p_x'",
                                CLIENT_SESSION_TRACK,
                                okWith(0x4002, new Schema("p_x")))
                        .mayEndAt(7, 8),
                ok(
                                "SET character_set_results = NULL on MySQL 9.7.4 and MariaDB 11.8.9",
                                "00 00 00 02 40 00 00 00 19 00 17 15 'character_set_results' 00",
                                CLIENT_SESSION_TRACK,
                                okWith(0x4002, new SystemVariable("character_set_results", "")))
                        .mayEndAt(7, 8),
                end("end of rows", "fe 00 00 02 00 00 00", 2),
                end("end of metadata, cursor open", "fe 00 00 42 00 00 00", 0x42),
                end("last row of a cursor sent", "fe 00 00 82 00 00 00", 0x82),
                end("end of OUT parameters", "fe 00 00 0a 10 00 00", 0x100a),
                of(
                        "EOF without CLIENT_DEPRECATE_EOF",
                        "fe 00 00 02 00",
                        EofPacket::decode,
                        EofPacket::encode,
                        new EofPacket(0, 2)),
                of(
                                "ERR of an idle session that is kicked out",
                                "ff bf 0f 23 48 59 30 30 30 'The client was disconnected by the server'",
                                ErrPacket::decode,
                                (err, out) -> err.encode(out, CLIENT_PROTOCOL_41),
                                new ErrPacket(4031, "HY000", "The client was disconnected by the server"))
                        .mayEndFrom(3),
                of(
                        "progress report of MariaDB",
                        "ff ff ff 01 01 02 c4 09 00 11 'copy to tmp table'",
                        ProgressPacket::decode,
                        ProgressPacket::encode,
                        new ProgressPacket(1, 2, 2500, "copy to tmp table")),
                of(
                                "request for a local file",
                                "fb '/etc/passwd'",
                                LocalInfileRequest::decode,
                                LocalInfileRequest::encode,
                                new LocalInfileRequest("/etc/passwd"))
                        .mayEndFrom(1));
    }

    private static GoldenPacket<OkPacket> ok(String name, String dump, long capabilities, OkPacket expected) {
        return of(
                "OK: " + name,
                dump,
                in -> OkPacket.decode(in, capabilities),
                (ok, out) -> ok.encode(out, capabilities, PacketHeader.OK),
                expected);
    }

    private static OkPacket okWith(int statusFlags, SessionChange... changes) {
        return new OkPacket(0, 0, statusFlags, 0, "", List.of(changes));
    }

    private static GoldenPacket<OkPacket> end(String name, String dump, int statusFlags) {
        return of(
                name,
                dump,
                in -> OkPacket.decode(in, CLIENT_SESSION_TRACK),
                (ok, out) -> ok.encode(out, CLIENT_SESSION_TRACK, PacketHeader.EOF),
                okWith(statusFlags));
    }
}
