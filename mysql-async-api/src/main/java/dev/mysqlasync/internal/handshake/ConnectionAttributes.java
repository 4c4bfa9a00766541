package dev.mysqlasync.internal.handshake;

import dev.mysqlasync.MySqlOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connection attributes, which {@code performance_schema.session_connect_attrs} shows.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/performance-schema-connection-attribute-tables.html">MySQL
 *     Reference Manual, Performance Schema Connection Attribute Tables</a>
 */
final class ConnectionAttributes {

    private static final Map<String, String> OF_THIS_CLIENT = ofThisClient();

    private ConnectionAttributes() {}

    static Map<String, String> of(MySqlOptions options) {
        Map<String, String> attributes = new LinkedHashMap<>(OF_THIS_CLIENT);
        attributes.putAll(options.attributes());
        return attributes;
    }

    private static Map<String, String> ofThisClient() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("_client_name", "mysql-async");
        attributes.put("_os", System.getProperty("os.name", ""));
        attributes.put("_platform", System.getProperty("os.arch", ""));
        attributes.put("_pid", Long.toString(ProcessHandle.current().pid()));
        attributes.put("_runtime_vendor", System.getProperty("java.vendor", ""));
        attributes.put("_runtime_version", System.getProperty("java.version", ""));
        return attributes;
    }
}
