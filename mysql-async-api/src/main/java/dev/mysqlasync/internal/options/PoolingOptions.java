package dev.mysqlasync.internal.options;

import dev.mysqlasync.PoolListener;
import dev.mysqlasync.SessionReset;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every option of a pool, each declared once, as {@link ConnectionOptions} has those of a connection. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class PoolingOptions {

    public static final OptionRegistry REGISTRY = new OptionRegistry();

    private static final Duration ZERO = Duration.ZERO;
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MOST = 100_000;

    private static final OptionSection SIZES = REGISTRY.section("Sizes");
    private static final OptionSection TIMES = REGISTRY.section("Times");
    private static final OptionSection USE = REGISTRY.section("Use");

    public static final Option<Integer> MAX_SIZE = SIZES.option(
            "maxSize",
            Kinds.number(1, MOST),
            10,
            "The most connections there are, including those that are being opened or closed.");
    public static final Option<Integer> MIN_SIZE = SIZES.option(
            "minSize",
            Kinds.number(0, MOST),
            0,
            "The number of connections that are kept, used or not; at most `maxSize`.");
    public static final Option<Integer> MAX_CONNECTING = SIZES.option(
            "maxConnecting", Kinds.number(1, MOST), 8, "The most connections that are being opened at once.");
    public static final Option<Integer> MAX_WAITERS = SIZES.option(
            "maxWaiters",
            Kinds.number(0, Integer.MAX_VALUE),
            65_536,
            "The number of callers that may wait for a connection.");

    public static final Option<Duration> ACQUIRE_TIMEOUT = TIMES.option(
            "acquireTimeout",
            Kinds.duration(MILLI, YEAR),
            Duration.ofSeconds(5),
            "The time that a caller waits for a connection.");
    public static final Option<@Nullable Duration> IDLE_TIMEOUT = TIMES.option(
            "idleTimeout",
            Kinds.duration(MILLI, YEAR).orNone(),
            Duration.ofMinutes(10),
            "The time after which an unused connection beyond `minSize` is closed.");
    public static final Option<@Nullable Duration> MAX_LIFETIME = TIMES.option(
            "maxLifetime",
            Kinds.duration(MILLI, YEAR).orNone(),
            Duration.ofMinutes(30),
            "The age at which a connection is closed, up to a tenth less at random.");
    public static final Option<@Nullable Duration> KEEP_ALIVE = TIMES.option(
            "keepAlive",
            Kinds.duration(MILLI, YEAR).orNone(),
            Duration.ofMinutes(4),
            "The interval at which idle connections are pinged.");
    public static final Option<Duration> VALIDATE_AFTER_IDLE = TIMES.option(
            "validateAfterIdle",
            Kinds.duration(ZERO, YEAR),
            Duration.ofSeconds(1),
            "The idle time after which a connection is pinged before it is acquired.");
    public static final Option<Duration> CHECK_TIMEOUT = TIMES.option(
            "checkTimeout",
            Kinds.duration(MILLI, YEAR),
            Duration.ofSeconds(1),
            "The time for the answer to such a ping before the connection is closed.");
    public static final Option<Duration> RELEASE_TIMEOUT = TIMES.option(
            "releaseTimeout",
            Kinds.duration(MILLI, YEAR),
            Duration.ofSeconds(5),
            "The time for a released connection to finish its statements and to reset its session.");
    public static final Option<Duration> CONNECT_BACKOFF_MIN = TIMES.option(
            "connectBackoffMin",
            Kinds.duration(MILLI, YEAR),
            Duration.ofMillis(50),
            "The longest pause after the first failed connect; it doubles with each further failure.");
    public static final Option<Duration> CONNECT_BACKOFF_MAX = TIMES.option(
            "connectBackoffMax",
            Kinds.duration(MILLI, YEAR),
            Duration.ofSeconds(2),
            "The longest pause after any number of failed connects.");
    public static final Option<Duration> CLOSE_TIMEOUT = TIMES.option(
            "closeTimeout",
            Kinds.duration(ZERO, YEAR),
            Duration.ofSeconds(10),
            "The time that `close` waits for connections in use.");

    public static final Option<SessionReset> RESET_ON_RELEASE = USE.option(
            "resetOnRelease",
            Kinds.constant(SessionReset.class),
            SessionReset.AS_NEEDED,
            "When the session of a released connection is reset.");
    public static final Option<@Nullable Duration> LEAK_THRESHOLD = USE.option(
            "leakThreshold",
            Kinds.duration(MILLI, YEAR).orNone(),
            null,
            "The time in use after which a warning shows where a connection was acquired.");
    public static final Option<@Nullable Duration> RECLAIM_AFTER = USE.option(
            "reclaimAfter",
            Kinds.duration(MILLI, YEAR).orNone(),
            null,
            "The time in use after which the pool takes a connection back.");
    public static final Option<List<PoolListener>> LISTENERS = USE.defaulting("none")
            .option(
                    "listener",
                    OptionKind.<List<PoolListener>>object("a `PoolListener`"),
                    List.of(),
                    "A listener for what happens in the pool.");

    private PoolingOptions() {}

    /** Checks what the options say together. */
    public static void checkTogether(int minSize, int maxSize, Duration backoffMin, Duration backoffMax) {
        OptionRules.range("minSize", minSize, 0, maxSize);
        OptionRules.duration("connectBackoffMax", backoffMax, backoffMin, YEAR);
    }
}
