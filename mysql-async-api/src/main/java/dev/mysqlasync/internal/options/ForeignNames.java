package dev.mysqlasync.internal.options;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that options have in other drivers and in MySQL's own programs. Upper and lower case, hyphens and underscores do not matter. */
final class ForeignNames {

    /** Names that are taken as they are: their values have the same meaning. */
    private static final Map<String, String> TAKEN = Map.of("sslmode", "tls");

    private static final Map<String, String> COUNTERPARTS = Map.ofEntries(
            Map.entry("ssl", "'tls'"),
            Map.entry("usessl", "'tls'"),
            Map.entry("sslca", "'tlsCa'"),
            Map.entry("serversslcert", "'tlsCa'"),
            Map.entry("serverrsapublickeyfile", "'serverPublicKey'"),
            Map.entry("serverpublickeypath", "'serverPublicKey'"),
            Map.entry("connectiontimezone", "'timeZone'"),
            Map.entry("servertimezone", "'timeZone'"),
            Map.entry("charset", "'collation'; the character set is always utf8mb4"),
            Map.entry("defaultcharacterset", "'collation'; the character set is always utf8mb4"),
            Map.entry("characterencoding", "'collation'; the character set is always utf8mb4"),
            Map.entry("connectioncollation", "'collation'"),
            Map.entry("initcommand", "'initStatements'"),
            Map.entry("initsql", "'initStatements'"),
            Map.entry("sessionvariables", "'initStatements'"),
            Map.entry("sockettimeout", "'statementTimeout'"),
            Map.entry("querytimeout", "'statementTimeout'"),
            Map.entry("readtimeout", "'statementTimeout'"),
            Map.entry("useaffectedrows", "'foundRows', with the opposite meaning"),
            Map.entry("allowmultiqueries", "'multiStatements'"),
            Map.entry("allowloadlocalinfile", "'localInfile'"),
            Map.entry("allowlocalinfile", "'localInfile'"),
            Map.entry("unixsocket", "'socket'"),
            Map.entry("localsocket", "'socket'"),
            Map.entry("prepstmtcachesize", "'statementCacheSize'"),
            Map.entry("connectionattributes", "'attribute.name'"),
            Map.entry("zerodatetimebehavior", "'zeroDates'"),
            Map.entry("tinyint1isbit", "'tinyInt1AsBoolean'"),
            Map.entry("transformedbitisboolean", "'bit1AsBoolean'"),
            Map.entry("defaultfetchsize", "the method Statement.fetchSize"),
            Map.entry("maximumpoolsize", "the method PoolOptionsBuilder.maxSize"),
            Map.entry("maxpoolsize", "the method PoolOptionsBuilder.maxSize"),
            Map.entry("minimumidle", "the method PoolOptionsBuilder.minSize"),
            Map.entry("minpoolsize", "the method PoolOptionsBuilder.minSize"));

    private ForeignNames() {}

    /** The name here of an option that may be given by its name elsewhere; any other name as it is. */
    static String taken(String name) {
        return TAKEN.getOrDefault(plain(name), name);
    }

    /** What takes the place of an option of other drivers; {@code null} where nothing is known to. */
    static @Nullable String counterpart(String name) {
        return COUNTERPARTS.get(plain(name));
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
