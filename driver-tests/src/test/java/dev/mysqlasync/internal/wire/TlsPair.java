package dev.mysqlasync.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Two {@link TlsStage}s face to face, and the wire between them. */
final class TlsPair {

    final End client;
    final End server;

    TlsPair(SSLEngine client, SSLEngine server) {
        this.client = new End(client);
        this.server = new End(server);
    }

    void start() {
        server.stage.start();
        client.stage.start();
    }

    /** Lets everything happen until nothing more does; {@code pieces} says how many of the bytes at hand arrive next. */
    void run(IntUnaryOperator pieces) {
        boolean something = true;
        while (something) {
            something = client.compute() | server.compute();
            something |= client.deliverTo(server, pieces) | server.deliverTo(client, pieces);
        }
    }

    /** The same, with pieces of random size and computations that take their time. */
    void run(SplittableRandom random) {
        while (client.isBusy() || server.isBusy()) {
            End from = random.nextBoolean() ? client : server;
            if (random.nextBoolean()) {
                from.compute();
            } else {
                from.deliverTo(from == client ? server : client, available -> random.nextInt(1, available + 1));
            }
        }
    }

    /** One end: what it sent and what was decrypted for it. */
    static final class End implements TlsStage.Surroundings {
        final TlsStage stage;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final ByteArrayOutputStream decrypted = new ByteArrayOutputStream();
        private final Queue<Runnable> computations = new ArrayDeque<>();
        private boolean secured;
        private boolean ended;
        private @Nullable SSLException failure;

        End(SSLEngine engine) {
            stage = new TlsStage(engine, this);
        }

        void send(byte[] plain) {
            stage.send(ByteBuffer.wrap(plain));
        }

        void receive(byte[] records) {
            stage.received(ByteBuffer.wrap(records));
        }

        /** What was sent and not yet delivered, which is then forgotten. */
        byte[] takeSent() {
            byte[] taken = sent.toByteArray();
            sent.reset();
            return taken;
        }

        byte[] decrypted() {
            return decrypted.toByteArray();
        }

        boolean isSecured() {
            return secured;
        }

        boolean isEnded() {
            return ended;
        }

        @Nullable
        SSLException failure() {
            return failure;
        }

        boolean compute() {
            Runnable computation = computations.poll();
            if (computation == null) {
                return false;
            }
            computation.run();
            return true;
        }

        private boolean isBusy() {
            return sent.size() > 0 || !computations.isEmpty();
        }

        private boolean deliverTo(End other, IntUnaryOperator pieces) {
            byte[] all = takeSent();
            if (all.length == 0) {
                return false;
            }
            int piece = Math.min(all.length, pieces.applyAsInt(all.length));
            sent.write(all, piece, all.length - piece);
            other.receive(Arrays.copyOf(all, piece));
            return true;
        }

        @Override
        public void encrypted(ByteBuffer records) {
            byte[] copy = new byte[records.remaining()];
            records.get(copy);
            sent.writeBytes(copy);
        }

        @Override
        public void decrypted(ByteBuffer plain) {
            byte[] copy = new byte[plain.remaining()];
            plain.get(copy);
            decrypted.writeBytes(copy);
        }

        @Override
        public void offload(Runnable task, Runnable after) {
            computations.add(() -> {
                task.run();
                after.run();
            });
        }

        @Override
        public void secured() {
            secured = true;
        }

        @Override
        public void ended() {
            ended = true;
        }

        @Override
        public void failed(SSLException cause) {
            failure = cause;
        }
    }
}
