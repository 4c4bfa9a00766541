package dev.mysqlasync.testkit.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server program.
 *
 * @param name the program's name and origin, as a noun phrase for messages
 * @param program the executable file
 * @param share for MariaDB the directory with the message files and the SQL that creates the system tables;
 *     {@code null} for MySQL, which needs none
 */
record ServerProgram(String name, Path program, @Nullable Path share) {

    private static final List<String> SYSTEM_TABLES =
            List.of("system_tables.sql", "performance_tables.sql", "system_tables_data.sql");

    /** The command that initializes an empty data directory. It reads {@link #bootstrapSql()}. */
    List<String> bootstrapCommand(InstanceDirectory instance) {
        List<String> command = command(instance);
        command.add(share == null ? "--initialize-insecure" : "--bootstrap");
        return command;
    }

    /** The input of {@link #bootstrapCommand}; empty for MySQL. */
    String bootstrapSql() throws IOException {
        if (share == null) {
            return "";
        }
        StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(sqlFile(share, file), StandardCharsets.UTF_8))
                    .append('\n');
        }
        // anonymous accounts would take precedence over accounts that a test creates for any host
        return sql.append("delete from global_priv where User='';\n").toString();
    }

    static boolean hasSystemTables(Path share) {
        return Files.isReadable(sqlFile(share, SYSTEM_TABLES.get(0)));
    }

    /** Before MariaDB 11 the files had names of MySQL. */
    private static Path sqlFile(Path share, String file) {
        Path mariaDb = share.resolve("mariadb_" + file);
        return Files.exists(mariaDb) ? mariaDb : share.resolve("mysql_" + file);
    }

    /** The command that runs the server on 127.0.0.1 with an initialized data directory. */
    List<String> serveCommand(InstanceDirectory instance, int port) {
        List<String> command = command(instance);
        command.add("--bind-address=127.0.0.1");
        command.add("--port=" + port);
        command.add("--socket=" + instance.socket());
        command.add("--pid-file=" + instance.pidFile());
        command.add("--init-file=" + instance.initSql());
        command.add("--max-allowed-packet=128M");
        command.add("--local-infile=1");
        command.add("--secure-file-priv=");
        // without TLS, because generating a certificate takes longer than the rest of the start
        command.addAll(share == null ? List.of("--auto-generate-certs=OFF", "--mysqlx=OFF") : List.of("--skip-ssl"));
        return command;
    }

    private List<String> command(InstanceDirectory instance) {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "--no-defaults", "--datadir=" + instance.data()));
        // as it starts, MariaDB deletes all temporary tables in that directory, other servers' too
        command.add("--tmpdir=" + instance.temporary());
        if (share != null) {
            command.add("--lc-messages-dir=" + share);
            command.add("--character-sets-dir=" + share.resolve("charsets"));
            command.add("--innodb-undo-tablespaces=0");
        }
        command.addAll(List.of(
                "--performance-schema=OFF",
                "--skip-log-bin",
                "--innodb-buffer-pool-size=128M",
                "--loose-innodb-log-file-size=64M",
                "--innodb-doublewrite=0",
                "--innodb-flush-log-at-trx-commit=0"));
        if (runsAsRoot(instance.data())) {
            command.add("--user=root");
        }
        return command;
    }

    private static boolean runsAsRoot(Path ownFile) {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(ownFile, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // a file system without users has no root
        }
    }
}
