package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_OPTIONAL_RESULTSET_METADATA;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_CACHE_METADATA;
import static dev.mysqlasync.protocol.Capability.MARIADB_CLIENT_EXTENDED_METADATA;
import static dev.mysqlasync.protocol.GoldenPacket.of;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Heads of resultsets and prepared statements as seen on the wire. */
final class GoldenResultSetPackets {

    private GoldenResultSetPackets() {}

    static List<GoldenPacket<?>> all() {
        return List.of(
                header("1 column", "01", 0, new ResultSetHeader(1, true)),
                header("300 columns", "fc 2c 01", 0, new ResultSetHeader(300, true)),
                header("with metadata", "03 01", CLIENT_OPTIONAL_RESULTSET_METADATA, new ResultSetHeader(3, true)),
                header("without metadata", "03 00", CLIENT_OPTIONAL_RESULTSET_METADATA, new ResultSetHeader(3, false)),
                header("cached metadata", "05 00", MARIADB_CLIENT_CACHE_METADATA, new ResultSetHeader(5, false)),
                column(
                        "select 1 as a",
                        "03 'def' 00 00 00 01 'a' 00 0c 3f 00 02 00 00 00 08 81 00 00 00 00",
                        0,
                        new ColumnDefinition41("def", "", "", "", "a", "", null, null, 63, 2, 8, 0x81, 0)),
                column(
                        "json in MariaDB",
                        "03 'def' 03 'p_x' 02 'ty' 02 'ty' 01 'j' 01 'j' 06 01 04 'json' 0c 2d 00 ff ff ff ff fc 90 00"
                                + " 00 00 00",
                        MARIADB_CLIENT_EXTENDED_METADATA,
                        new ColumnDefinition41(
                                "def", "p_x", "ty", "ty", "j", "j", null, "json", 45, 0xffffffffL, 0xfc, 0x90, 0)),
                column(
                        "uuid in MariaDB 11.8.9",
                        "03 'def' 00 00 00 01 'u' 00 06 00 04 'uuid' 0c e0 00 90 00 00 00 fe 21 00 00 00 00",
                        MARIADB_CLIENT_EXTENDED_METADATA,
                        named("u", "uuid", 0xe0, 144, 0xfe, 0x21)),
                column(
                        "parameter in MariaDB 11.8.9",
                        "03 'def' 00 00 00 01 '?' 00 00 0c 3f 00 00 00 00 00 06 80 00 00 00 00",
                        MARIADB_CLIENT_EXTENDED_METADATA,
                        named("?", null, 63, 0, 6, 0x80)),
                prepareOk(
                        "1 column, 1 parameter",
                        "00 01 00 00 00 01 00 01 00 00 00 00",
                        0,
                        new PrepareOk(1, 1, 1, 0, true)),
                prepareOk(
                        "with the metadata flag, MySQL 9.7.4",
                        "00 01 00 00 00 01 00 01 00 00 00 00 01",
                        CLIENT_OPTIONAL_RESULTSET_METADATA,
                        new PrepareOk(1, 1, 1, 0, true)),
                prepareOk(
                        "the largest numbers",
                        "00 ff ff ff ff fe ff ff ff 00 fd ff 00",
                        CLIENT_OPTIONAL_RESULTSET_METADATA,
                        new PrepareOk(-1, 65534, 65535, 65533, false)));
    }

    private static ColumnDefinition41 named(
            String name, @Nullable String extendedType, int collation, long length, int type, int flags) {
        return new ColumnDefinition41(
                "def", "", "", "", name, "", extendedType, null, collation, length, type, flags, 0);
    }

    private static GoldenPacket<ResultSetHeader> header(
            String name, String dump, long capabilities, ResultSetHeader expected) {
        return of(
                "resultset header: " + name,
                dump,
                in -> ResultSetHeader.decode(in, capabilities),
                (header, out) -> header.encode(out, capabilities),
                expected);
    }

    private static GoldenPacket<ColumnDefinition41> column(
            String name, String dump, long capabilities, ColumnDefinition41 expected) {
        return of(
                "column definition: " + name,
                dump,
                in -> ColumnDefinition41.decode(in, capabilities),
                (column, out) -> column.encode(out, capabilities),
                expected);
    }

    private static GoldenPacket<PrepareOk> prepareOk(String name, String dump, long capabilities, PrepareOk expected) {
        return of(
                "prepare OK: " + name,
                dump,
                in -> PrepareOk.decode(in, capabilities),
                (ok, out) -> ok.encode(out, capabilities),
                expected);
    }
}
