package dev.mysqlasync.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.RowFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * A conversation of a session with a server, as a script. What is expected of it is checked with the server's bytes
 * given whole, one by one and in random pieces, and cut off after each of them: then the session must have said a part of
 * what it says to the whole, and nothing else.
 */
final class Conversation {

    static final SessionLimits LIMITS = new SessionLimits(64 << 20, 64 << 20, 1 << 20);

    private static final int SEEDS = 20;
    private static final int SEEDS_OF_LARGE = 2;
    private static final int SMALL = 16 * 1024;

    private final SessionLimits limits;
    private final List<Object> steps = new ArrayList<>();
    private int prologue; // steps that come before what is looked at

    private Conversation(SessionLimits limits) {
        this.limits = limits;
    }

    /** Begins before the greeting. */
    static Conversation start() {
        return new Conversation(LIMITS);
    }

    /** Begins with a user who is authenticated. */
    static Conversation authenticated(long capabilities) {
        return authenticated(capabilities, LIMITS);
    }

    static Conversation authenticated(long capabilities, SessionLimits limits) {
        Conversation conversation = new Conversation(limits)
                .server(ServerPackets.of(capabilities).from(0).greeting())
                .respond(capabilities)
                .server(ServerPackets.of(capabilities).from(2).ok(2));
        conversation.prologue = conversation.steps.size();
        return conversation;
    }

    // --- the script ------------------------------------------------------------------------------------------------

    Conversation client(BiConsumer<ClientSession, EventLog> action) {
        steps.add(action);
        return this;
    }

    Conversation server(ServerPackets packets) {
        return server(packets.bytes());
    }

    Conversation server(byte[] bytes) {
        steps.add(bytes);
        return this;
    }

    Conversation respond(long capabilities) {
        return client((session, log) ->
                session.respond(response(capabilities), new AuthenticationReader(log.authentication())));
    }

    static HandshakeResponse41 response(long capabilities) {
        return new HandshakeResponse41(
                capabilities, 1 << 24, 45, "me", new byte[0], null, "mysql_native_password", Map.of(), 0);
    }

    Conversation send(ClientCommand command, BiFunction<ClientSession, EventLog, ResponseReader> reader) {
        return client((session, log) -> session.send(command, reader.apply(session, log)));
    }

    Conversation query(String name) {
        return send(new ComQuery("select"), (session, log) -> new ResultsReader(RowFormat.TEXT, log.results(name)));
    }

    Conversation execute(String name) {
        return execute(name, false);
    }

    Conversation execute(String name, boolean cursor) {
        return send(
                new ComStmtExecute(1, cursor, List.of(), List.of()),
                (session, log) -> new ResultsReader(RowFormat.BINARY, log.results(name)));
    }

    // --- what is expected ------------------------------------------------------------------------------------------

    /** Checks the events, and gives the session after all of the script. */
    ClientSession expect(String... events) {
        return expect(List.of(events)).session;
    }

    /** Checks that after {@code events} the session fails with this exception. */
    ClientSession expectFailure(Class<? extends RuntimeException> type, String message, String... events) {
        List<String> expected = new ArrayList<>(Arrays.asList(events));
        expected.add(type.getSimpleName());
        Replay whole = expect(expected);
        assertThat(whole.failure).hasMessageContaining(message);
        return whole.session;
    }

    private Replay expect(List<String> expected) {
        Replay whole = new Replay(Integer.MAX_VALUE).play(left -> left);
        assertThat(whole.log.events()).as("given whole").containsExactlyElementsOf(expected);
        boolean small = size() <= SMALL;
        for (int seed = 0; seed < (small ? SEEDS : SEEDS_OF_LARGE); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int longest = small ? 16 : 1 << 18;
            Replay pieces = new Replay(Integer.MAX_VALUE).play(left -> random.nextInt(Math.min(left, longest)) + 1);
            assertThat(pieces.log.events()).as("in pieces, seed %d", seed).containsExactlyElementsOf(expected);
        }
        if (small) {
            Replay single = new Replay(Integer.MAX_VALUE).play(left -> 1);
            assertThat(single.log.events()).as("byte by byte").containsExactlyElementsOf(expected);
            expectPrefixWhereverCut(expected);
        }
        return whole;
    }

    private void expectPrefixWhereverCut(List<String> expected) {
        int seen = 0;
        for (int cut = 0; cut <= size(); cut++) {
            List<String> events = new Replay(cut).play(left -> left).log.events();
            assertThat(events.size()).as("events, cut after byte %d", cut).isBetween(seen, expected.size());
            assertThat(events).as("cut after byte %d", cut).isEqualTo(expected.subList(0, events.size()));
            seen = events.size();
        }
    }

    /** How many bytes the server sends in what is looked at. */
    private int size() {
        return steps.subList(prologue, steps.size()).stream()
                .filter(byte[].class::isInstance)
                .mapToInt(step -> ((byte[]) step).length)
                .sum();
    }

    /** One run of the script, over when the server's bytes are used up or something fails. */
    private final class Replay {
        final EventLog log = new EventLog();
        final ClientSession session = new ClientSession(log, limits);
        RuntimeException failure = new RuntimeException("nothing failed");
        private int budget;

        Replay(int budget) {
            this.budget = budget;
        }

        /** Plays the script, {@code pieces} choosing how much of the bytes that are left is given next. */
        Replay play(IntUnaryOperator pieces) {
            steps.subList(0, prologue).forEach(step -> take(step, Integer.MAX_VALUE, left -> left));
            log.clear();
            Predicate<Object> goesOn = step -> take(step, budget, pieces);
            try {
                steps.subList(prologue, steps.size()).stream().allMatch(goesOn);
            } catch (RuntimeException e) {
                failure = e;
                log.add(e.getClass().getSimpleName());
            }
            return this;
        }

        private boolean take(Object step, int allowed, IntUnaryOperator pieces) {
            if (!(step instanceof byte[] bytes)) {
                action(step).accept(session, log);
                return true;
            }
            int length = Math.min(bytes.length, allowed);
            if (allowed != Integer.MAX_VALUE) {
                budget -= length;
            }
            for (int at = 0; at < length; ) {
                int piece = pieces.applyAsInt(length - at);
                session.receive(ByteBuffer.wrap(bytes, at, piece));
                at += piece;
            }
            return length == bytes.length;
        }

        @SuppressWarnings("unchecked")
        private BiConsumer<ClientSession, EventLog> action(Object step) {
            return (BiConsumer<ClientSession, EventLog>) step;
        }
    }

    static long mariaDb(long extended) {
        return ServerPackets.MODERN & ~Capability.CLIENT_LONG_PASSWORD | extended;
    }
}
