package dev.mysqlasync.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportConnection;
import dev.mysqlasync.spi.TransportHandler;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** The installed transport, which cuts connections at a COMMIT. */
final class CommitCutter implements AutoCloseable {

    /** What becomes of a COMMIT. */
    enum Fate {
        /** Nothing happens to it. */
        ANSWERED,
        /** It does not reach the server, and the connection ends. */
        LOST,
        /** The server executes it, and the connection ends before its answer is seen. */
        UNANSWERED
    }

    private final Transport installed = ServiceLoader.load(TransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(TransportOptions.DEFAULT);
    private final Supplier<Fate> fates;

    /** @param fates asked at each COMMIT, on I/O threads */
    CommitCutter(Supplier<Fate> fates) {
        this.fates = fates;
    }

    Transport transport() {
        return proxy(Transport.class, installed, (method, arguments) -> {
            Object[] passed = arguments.clone();
            if (method.getName().equals("connect")) {
                passed[2] = handler((TransportHandler) passed[2]);
            }
            return passed;
        });
    }

    private TransportHandler handler(TransportHandler driver) {
        Line line = new Line();
        return proxy(TransportHandler.class, driver, (method, arguments) -> {
            Object[] passed = arguments.clone();
            if (method.getName().equals("connected")) {
                passed[0] = line.connection((TransportConnection) passed[0]);
            }
            return method.getName().equals("received") && line.isCutAtAnswer() ? null : passed;
        });
    }

    /** One connection. On its I/O thread. */
    private final class Line {
        private Fate fate = Fate.ANSWERED;
        private TransportConnection connection;

        TransportConnection connection(TransportConnection made) {
            connection = made;
            return proxy(TransportConnection.class, made, (method, arguments) -> {
                if (method.getName().equals("write") && isCommit((ByteBuffer[]) arguments[0])) {
                    fate = fates.get();
                    if (fate == Fate.LOST) {
                        made.execute(made::abort); // as if it had left
                        return null;
                    }
                }
                return arguments;
            });
        }

        boolean isCutAtAnswer() {
            if (fate == Fate.UNANSWERED) {
                connection.abort();
                return true;
            }
            return fate == Fate.LOST;
        }
    }

    private static boolean isCommit(ByteBuffer[] buffers) {
        return Arrays.stream(buffers)
                .anyMatch(buffer ->
                        ISO_8859_1.decode(buffer.duplicate()).toString().contains("COMMIT"));
    }

    @Override
    public void close() {
        installed.close();
    }

    /** What is passed on of a call; {@code null} for nothing. */
    private interface Passing {
        Object[] of(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Passing passing) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object[] passed = passing.of(method, given == null ? new Object[0] : given);
            try {
                return passed == null ? null : method.invoke(target, passed);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
