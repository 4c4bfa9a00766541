package dev.mysqlasync.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A client's and a server's half at work on each other, and all that the client sent. */
record Exchange(ServerStep verdict, List<byte[]> sent) {

    static Exchange between(ClientAuth client, ServerAuth server) {
        List<byte[]> sent = new ArrayList<>();
        byte[] packet = client.first();
        while (true) {
            sent.add(packet);
            byte[] answer = null;
            for (ServerStep step : server.receive(packet.clone())) {
                if (!(step instanceof ServerStep.MoreData more)) {
                    return new Exchange(step, sent);
                }
                answer = client.next(more.data());
            }
            packet = Objects.requireNonNull(answer, "the server waits and the client has nothing to say");
        }
    }

    /** Runs plugin and server over one transport with the passwords that each of them believes in. */
    static Exchange of(ServerAuthPlugin server, String expected, AuthContext client) {
        boolean ed25519 = server.name().equals("client_ed25519");
        byte[] nonce = ed25519 ? ServerAuthPlugins.ed25519Nonce() : ServerAuthPlugins.nonce();
        return between(
                AuthPlugins.standard().plugin(server.name()).start(client, nonce),
                server.start(Secret.of(expected), nonce, client.transport()));
    }
}
