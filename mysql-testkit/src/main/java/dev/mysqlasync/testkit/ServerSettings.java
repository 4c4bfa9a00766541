package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.Greeting;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The settings of a server.
 *
 * @param version the version in the greeting
 * @param capabilities the capabilities in the greeting
 * @param collation the collation id in the greeting, 0 to 255
 * @param defaultAuthPlugin the plugin in the greeting
 * @param greeting changes the greeting after all other settings
 * @param maxAllowedPacket the length in bytes from which commands are refused
 * @param uuid the value of {@code @@server_uuid}
 * @param oneByOne whether to close a connection whose client sends before a command has been answered
 * @param accounts the accounts by user name
 */
record ServerSettings(
        String version,
        long capabilities,
        int collation,
        String defaultAuthPlugin,
        UnaryOperator<Greeting> greeting,
        int maxAllowedPacket,
        String uuid,
        boolean oneByOne,
        Map<String, FakeAccount> accounts) {}
