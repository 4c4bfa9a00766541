package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.Capability.CLIENT_CONNECT_ATTRS;
import static dev.mysqlasync.protocol.Capability.CLIENT_PLUGIN_AUTH;
import static dev.mysqlasync.protocol.Capability.CLIENT_QUERY_ATTRIBUTES;
import static dev.mysqlasync.protocol.GoldenPacket.of;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Commands that servers were seen to accept, and the rest of them after the manual. */
final class GoldenCommands {

    private GoldenCommands() {}

    static List<GoldenPacket<?>> all() {
        return List.of(
                command("query", "03 'select 1'", 0, new ComQuery("select 1")).mayEndFrom(1),
                command("query, no attributes", "03 00 01 'do 1'", CLIENT_QUERY_ATTRIBUTES, new ComQuery("do 1"))
                        .mayEndFrom(3),
                command(
                                "query, 2 attributes",
                                "03 02 01 02 01 fe 00 0b 'traceparent' fe 00 02 'n2' 03 'abc' 'select 1'",
                                CLIENT_QUERY_ATTRIBUTES,
                                new ComQuery(
                                        "select 1",
                                        List.of(
                                                new QueryAttribute("traceparent", "abc"),
                                                new QueryAttribute("n2", null))))
                        .notCanonical()
                        .mayEndFrom(28),
                command("schema", "02 'p_x'", 0, new ComInitDb("p_x")).mayEndFrom(1),
                command("ping", "0e", 0, new ComPing()),
                command("quit", "01", 0, new ComQuit()),
                command("reset", "1f", 0, new ComResetConnection()),
                command("prepare", "16 'select ?'", 0, new ComStmtPrepare("select ?"))
                        .mayEndFrom(1),
                command("close", "19 01 02 03 84", 0, new ComStmtClose(0x84030201)),
                command("statement reset", "1a 01 00 00 00", 0, new ComStmtReset(1)),
                command("fetch", "1c 01 00 00 00 ff ff ff ff", 0, new ComStmtFetch(1, 0xffffffffL)),
                command("multi statements on", "1b 00 00", 0, new ComSetOption(true)),
                command("multi statements off", "1b 01 00", 0, new ComSetOption(false)),
                command(
                                "long data",
                                "18 01 00 00 00 02 00 aa bb",
                                0,
                                new ComStmtSendLongData(1, 2, Dump.bytes("aa bb")))
                        .mayEndFrom(7),
                command(
                        "change user",
                        "11 'u' 00 02 aa bb 'db' 00 2d 00 'plug' 00 04 01 'k' 01 'v'",
                        CLIENT_PLUGIN_AUTH | CLIENT_CONNECT_ATTRS,
                        new ComChangeUser("u", Dump.bytes("aa bb"), "db", 45, "plug", Map.of("k", "v"))),
                command(
                        "change user without plugins",
                        "11 'u' 00 00 00 35 01",
                        0,
                        new ComChangeUser("u", new byte[0], "", 309, "mysql_native_password", Map.of())),
                execute(
                        "id 1, ? = 41",
                        "17 01 00 00 00 00 01 00 00 00 00 01 08 00 29 00 00 00 00 00 00 00",
                        0,
                        new ComStmtExecute(1, false, List.of(41L), List.of())),
                execute(
                        "one parameter counted",
                        "17 01 00 00 00 09 01 00 00 00 01 00 01 08 00 00 29 00 00 00 00 00 00 00",
                        CLIENT_QUERY_ATTRIBUTES,
                        new ComStmtExecute(1, true, List.of(41L), List.of())),
                execute(
                                "one parameter, one attribute",
                                "17 01 00 00 00 08 01 00 00 00 02 00 01 08 00 00 fe 00 0b 'traceparent'"
                                        + " 29 00 00 00 00 00 00 00 03 'abc'",
                                CLIENT_QUERY_ATTRIBUTES,
                                new ComStmtExecute(
                                        1, false, List.of(41L), List.of(new QueryAttribute("traceparent", "abc"))))
                        .notCanonical(),
                execute(
                        "the statement prepared last",
                        "17 ff ff ff ff 00 01 00 00 00 00 01 08 00 29 00 00 00 00 00 00 00",
                        0,
                        new ComStmtExecute(-1, false, List.of(41L), List.of())),
                bulk(
                                "(1,'x'), (NULL,DEFAULT), (3,IGNORE)",
                                "fa 04 00 00 00 80 00 03 00 fd 00 00 01 00 00 00 00 01 'x' 01 02 00 03 00 00 00 03",
                                new ComStmtBulkExecute(
                                        4,
                                        false,
                                        BulkRows.of(List.of(
                                                List.of(1, "x"),
                                                Arrays.asList(null, BulkIndicator.DEFAULT),
                                                List.of(3, BulkIndicator.IGNORE)))))
                        .mayEndAt(19, 21),
                bulk(
                        "unit results",
                        "fa ff ff ff ff c0 00 fd 00 08 80 01 00 ff ff ff ff ff ff ff ff",
                        new ComStmtBulkExecute(
                                -1,
                                true,
                                BulkRows.of(List.of(Arrays.asList(null, new BigInteger("18446744073709551615")))))));
    }

    private static GoldenPacket<ClientCommand> command(
            String name, String dump, long capabilities, ClientCommand expected) {
        return of(
                "command: " + name,
                dump,
                in -> ClientCommand.decode(in, capabilities),
                (command, out) -> command.encode(out, capabilities),
                expected);
    }

    private static GoldenPacket<ComStmtBulkExecute> bulk(String name, String dump, ComStmtBulkExecute expected) {
        return of(
                "bulk execute: " + name,
                dump,
                in -> ComStmtBulkExecute.decode(in, 2, null),
                (command, out) -> command.encode(out, 0),
                expected);
    }

    private static GoldenPacket<ComStmtExecute> execute(
            String name, String dump, long capabilities, ComStmtExecute expected) {
        return of(
                "execute: " + name,
                dump,
                in -> ComStmtExecute.decode(in, capabilities, 1, null),
                (command, out) -> command.encode(out, capabilities),
                expected);
    }
}
