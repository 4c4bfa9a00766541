package dev.mysqlasync.testkit;

import dev.mysqlasync.protocol.Greeting;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How a server presents itself.
 *
 * @param version the version in the greeting
 * @param capabilities the capabilities in the greeting
 * @param collation the collation in the greeting, 0 to 255
 * @param defaultAuthPlugin the plugin in the greeting
 * @param greeting what is done to the greeting last of all
 * @param maxAllowedPacket the length in bytes from which on a command is refused
 * @param uuid what tells the server from others
 * @param oneByOne whether a client that sends behind an unanswered command loses its connection
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
