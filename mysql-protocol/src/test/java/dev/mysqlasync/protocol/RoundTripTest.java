package dev.mysqlasync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random records come back as they were sent, with every capability negotiated. */
class RoundTripTest {

    private static final long ALL = 0x3d_ffffffffL & ~Capability.CLIENT_LONG_PASSWORD;
    private static final int ROUNDS = 200;

    private static final SplittableRandom random = new SplittableRandom(7);

    static Stream<Packet<?>> serverPackets() {
        return Stream.of(
                packet(
                        "greeting",
                        () -> new Greeting(name(), int4(), bytes(20), ALL, int1(), int2(), name()),
                        Greeting::encode,
                        Greeting::decode),
                packet(
                        "sslRequest",
                        () -> new SslRequest(ALL, random.nextInt(), int1()),
                        SslRequest::encode,
                        SslRequest::decode),
                packet(
                        "handshakeResponse",
                        () -> new HandshakeResponse41(
                                ALL, random.nextInt(), int1(), name(), blob(), name(), name(), attributes(), int1()),
                        HandshakeResponse41::encode,
                        HandshakeResponse41::decode),
                packet(
                        "authSwitchRequest",
                        () -> new AuthSwitchRequest(name(), data()),
                        AuthSwitchRequest::encode,
                        AuthSwitchRequest::decode),
                packet("authMoreData", () -> new AuthMoreData(blob()), AuthMoreData::encode, AuthMoreData::decode),
                packet(
                        "authNextFactor",
                        () -> new AuthNextFactor(name(), data()),
                        AuthNextFactor::encode,
                        AuthNextFactor::decode),
                packet(
                        "okPacket",
                        () -> new OkPacket(random.nextLong(), random.nextLong(), int2(), int2(), text(), changes()),
                        (ok, out) -> ok.encode(out, ALL, PacketHeader.EOF),
                        in -> OkPacket.decode(in, ALL)),
                packet(
                        "errPacket",
                        () -> new ErrPacket(int2(), "4200" + random.nextInt(10), text()),
                        (err, out) -> err.encode(out, ALL),
                        ErrPacket::decode),
                packet("eofPacket", () -> new EofPacket(int2(), int2()), EofPacket::encode, EofPacket::decode),
                packet(
                        "progressPacket",
                        () -> new ProgressPacket(int1(), int1(), random.nextInt(1 << 24), text()),
                        ProgressPacket::encode,
                        ProgressPacket::decode),
                packet(
                        "resultSetHeader",
                        () -> new ResultSetHeader(random.nextInt(1, 4097), random.nextBoolean()),
                        (header, out) -> header.encode(out, ALL),
                        in -> ResultSetHeader.decode(in, ALL)),
                packet(
                        "columnDefinition",
                        () -> new ColumnDefinition41(
                                text(), text(), text(), text(), text(), text(), maybe(), maybe(), int2(), int4(),
                                int1(), int2(), int1()),
                        (column, out) -> column.encode(out, ALL),
                        in -> ColumnDefinition41.decode(in, ALL)),
                packet(
                        "localInfileRequest",
                        () -> new LocalInfileRequest(text()),
                        LocalInfileRequest::encode,
                        LocalInfileRequest::decode),
                packet(
                        "prepareOk",
                        () -> new PrepareOk(random.nextInt(), int2(), int2(), int2(), random.nextBoolean()),
                        (ok, out) -> ok.encode(out, ALL),
                        in -> PrepareOk.decode(in, ALL)));
    }

    static Stream<Packet<?>> commands() {
        return Stream.of(
                command("comQuery", () -> new ComQuery(text(), queryAttributes())),
                command("comInitDb", () -> new ComInitDb(text())),
                command("comPing", () -> new ComPing()),
                command("comQuit", () -> new ComQuit()),
                command("comResetConnection", () -> new ComResetConnection()),
                command(
                        "comChangeUser",
                        () -> new ComChangeUser(name(), bytes(int1()), name(), int2(), name(), attributes())),
                command("comStmtPrepare", () -> new ComStmtPrepare(text())),
                command("comStmtClose", () -> new ComStmtClose(random.nextInt())),
                command("comStmtReset", () -> new ComStmtReset(random.nextInt())),
                command("comStmtSendLongData", () -> new ComStmtSendLongData(random.nextInt(), int2(), blob())),
                command("comStmtFetch", () -> new ComStmtFetch(random.nextInt(), int4())),
                command("comSetOption", () -> new ComSetOption(random.nextBoolean())));
    }

    @ParameterizedTest
    @MethodSource({"serverPackets", "commands"})
    <T> void decode_whatEncodeWrote_isEqual(Packet<T> packet) {
        for (int round = 0; round < ROUNDS; round++) {
            T sent = packet.sample.get();
            PayloadWriter out = new PayloadWriter();
            packet.encode.accept(sent, out);
            PayloadReader in = new PayloadReader(out.toByteArray());

            assertThat(packet.decode.apply(in)).isEqualTo(sent).hasSameHashCodeAs(sent);
            assertThat(in.remaining()).isZero();
        }
    }

    private static <T> Packet<T> packet(
            String name, Supplier<T> sample, BiConsumer<T, PayloadWriter> encode, Function<PayloadReader, T> decode) {
        return new Packet<>(name, sample, encode, decode);
    }

    private static Packet<ClientCommand> command(String name, Supplier<ClientCommand> sample) {
        return packet(name, sample, (command, out) -> command.encode(out, ALL), in -> ClientCommand.decode(in, ALL));
    }

    private static int int1() {
        return random.nextInt(1 << 8);
    }

    private static int int2() {
        return random.nextInt(1 << 16);
    }

    private static long int4() {
        return random.nextLong(1L << 32);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] blob() {
        return bytes(random.nextInt(random.nextBoolean() ? 30 : 70_000));
    }

    /** Data of any length but 21, where a last byte of zero would be taken for the scramble's NUL. */
    private static byte[] data() {
        return bytes(random.nextBoolean() ? 20 : random.nextInt(22, 64));
    }

    /** Not empty, without NUL. */
    private static String name() {
        return "n" + text().replace('\0', '0');
    }

    private static String text() {
        return random.ints(random.nextInt(random.nextBoolean() ? 5 : 400), 0, 0xd800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static @Nullable String maybe() {
        return random.nextBoolean() ? text() : null;
    }

    private static Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            attributes.put(text(), text());
        }
        return attributes;
    }

    private static List<QueryAttribute> queryAttributes() {
        List<QueryAttribute> attributes = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            attributes.add(new QueryAttribute(text(), random.nextBoolean() ? maybe() : (Long) random.nextLong()));
        }
        return attributes;
    }

    private static List<SessionChange> changes() {
        List<SessionChange> changes = new ArrayList<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            changes.add(change());
        }
        return changes;
    }

    private static SessionChange change() {
        return switch (random.nextInt(7)) {
            case 0 -> new SessionChange.SystemVariable(text(), text());
            case 1 -> new SessionChange.Schema(text());
            case 2 -> new SessionChange.StateChanged(random.nextBoolean());
            case 3 -> new SessionChange.Gtids(text());
            case 4 -> new SessionChange.TransactionCharacteristics(text());
            case 5 -> new SessionChange.TransactionState(text());
            default -> new SessionChange.Other(random.nextInt(6, 256), blob());
        };
    }

    private record Packet<T>(
            String name, Supplier<T> sample, BiConsumer<T, PayloadWriter> encode, Function<PayloadReader, T> decode) {

        @Override
        public String toString() {
            return name;
        }
    }
}
