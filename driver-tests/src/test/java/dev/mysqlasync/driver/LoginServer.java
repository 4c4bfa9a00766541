package dev.mysqlasync.driver;

import dev.mysqlasync.auth.AuthPath;
import dev.mysqlasync.auth.Secret;
import dev.mysqlasync.auth.ServerAuth;
import dev.mysqlasync.auth.ServerAuthPlugin;
import dev.mysqlasync.auth.ServerStep;
import dev.mysqlasync.auth.TransportSecurity;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server with one account, whose plugin it holds the client to. */
final class LoginServer extends Manners {

    private static final byte[] LONG_NONCE = "abcdefghijklmnopqrstuvwxyz012345".getBytes(StandardCharsets.US_ASCII);

    private final ServerAuthPlugin plugin;
    private final String password;
    private final byte[] nonce;
    private @Nullable ServerAuth running;
    private @Nullable AuthPath path;

    /** A server whose greeting proposes {@code proposed}, with an account under {@code plugin}. */
    LoginServer(String proposed, ServerAuthPlugin plugin, String password) {
        super(greeting(proposed));
        this.plugin = plugin;
        this.password = password;
        this.nonce = plugin.name().equals("client_ed25519") ? LONG_NONCE : NONCE;
    }

    private static Greeting greeting(String proposed) {
        return greeting("9.7.4", ServerBytes.MYSQL, proposed);
    }

    /** How the client was let in. */
    AuthPath path() {
        return Objects.requireNonNull(path, "nobody was let in");
    }

    @Override
    void login(Peer peer, HandshakeResponse41 login, int sequence) {
        running = plugin.start(Secret.of(password), nonce, TransportSecurity.LOOPBACK);
        if (login.authPlugin().equals(plugin.name())) {
            loginContinued(peer, login.authResponse(), sequence);
        } else {
            byte[] withNul = Arrays.copyOf(nonce, nonce.length + 1);
            peer.send(ServerBytes.from(sequence + 1).authSwitch(plugin.name(), withNul));
        }
    }

    @Override
    void loginContinued(Peer peer, byte[] payload, int sequence) {
        List<ServerStep> steps = Objects.requireNonNull(running).receive(payload);
        ServerBytes answer = ServerBytes.from(sequence + 1);
        for (ServerStep step : steps) {
            if (step instanceof ServerStep.MoreData more) {
                answer.moreData(more.data());
            } else if (step instanceof ServerStep.Accepted accepted) {
                path = accepted.path();
                peer.admit();
                answer.ok(ServerBytes.AUTOCOMMIT);
            } else {
                answer.error(1045, "28000", "Access denied");
            }
        }
        peer.send(answer);
    }
}
