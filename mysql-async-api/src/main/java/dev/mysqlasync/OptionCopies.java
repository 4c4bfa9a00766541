package dev.mysqlasync;

/** Options on their way back into a builder. */
final class OptionCopies {

    private OptionCopies() {}

    /** A builder that starts from these options. */
    static MySqlOptionsBuilder builder(MySqlOptions from) {
        MySqlOptionsBuilder to = new MySqlOptionsBuilder();
        to.host = from.host();
        to.port = from.port();
        to.socketPath = from.socketPath();
        to.database = from.database();
        to.attributes.putAll(from.attributes());
        to.connectTimeout = from.connectTimeout();
        to.closeTimeout = from.closeTimeout();
        to.statementTimeout = from.statementTimeout();
        to.cancelGrace = from.cancelGrace();
        to.callbackExecutor = from.callbackExecutor();
        to.transport = from.transport();
        to.transportName = from.transportName();
        to.transportOptions = from.transportOptions();
        copy(to, from.authentication());
        copy(to, from.session());
        copy(to, from.limits());
        copy(to, from.types());
        copy(to, from.tracking());
        to.traceContext = from.traceContext();
        to.tls = from.tls().mode();
        to.tlsCa = PemText.of(from.tls().caPem());
        return to;
    }

    private static void copy(MySqlOptionsBuilder to, AuthenticationOptions from) {
        to.user = from.user();
        to.password = from.password();
        to.serverPublicKey = PemText.of(from.serverPublicKeyPem());
        to.publicKeyRetrieval = from.publicKeyRetrieval();
        to.allowedAuthPlugins = from.allowedPlugins();
    }

    private static void copy(MySqlOptionsBuilder to, SessionOptions from) {
        to.autocommit = from.autocommit();
        to.collation = from.collation();
        to.sqlMode = from.sqlMode();
        to.timeZone = from.timeZone();
        to.isolation = from.isolation();
        to.lockWaitTimeout = from.lockWaitTimeout();
        to.foundRows = from.foundRows();
        to.multiStatements = from.multiStatements();
        to.localInfile = from.localInfile();
        to.pipelining = from.pipelining();
        to.initStatements = from.initStatements();
    }

    private static void copy(MySqlOptionsBuilder to, TypeOptions from) {
        to.zeroDates = from.zeroDates();
        to.tinyInt1AsBoolean = from.tinyInt1AsBoolean();
        to.bit1AsBoolean = from.bit1AsBoolean();
        from.codecs().forEach(to::codec);
    }

    private static void copy(MySqlOptionsBuilder to, TrackingOptions from) {
        to.trackVariables = from.variables();
        to.trackGtids = from.gtids();
        to.trackTransactions = from.transactions();
    }

    private static void copy(MySqlOptionsBuilder to, LimitOptions from) {
        to.maxAllowedPacket = from.maxAllowedPacket();
        to.maxRowSize = from.maxRowSize();
        to.maxResultBytes = from.maxResultBytes();
        to.pipelineLimit = from.pipelineLimit();
        to.queueLimit = from.queueLimit();
        to.statementCacheSize = from.statementCacheSize();
    }
}
