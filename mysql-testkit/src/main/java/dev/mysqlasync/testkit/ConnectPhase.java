package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.ServerAuthPlugins;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.HandshakeResponse41;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import dev.mysqlasync.protocol.SslRequest;
import org.jspecify.annotations.Nullable;

/**
 * The connection phase up to authentication: sends the greeting and reads the client's answer.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">Connection
 *     Phase</a>
 */
final class ConnectPhase implements Phase {

    private final ServerConversation conversation;
    private final FaultPoint faults;
    private final Greeting greeting;

    ConnectPhase(ServerConversation conversation, @Nullable ConnectFault fault) {
        this.conversation = conversation;
        this.faults = new FaultPoint(conversation, fault);
        this.greeting = greeting();
    }

    private Greeting greeting() {
        ServerSettings settings = conversation.core().settings();
        long tls = faults.isAt(ConnectStage.SSL_REQUEST) ? Capability.CLIENT_SSL : 0;
        return settings.greeting()
                .apply(new Greeting(
                        settings.version(),
                        conversation.session().connectionId(),
                        ServerAuthPlugins.nonce(),
                        settings.capabilities() | tls,
                        settings.collation(),
                        conversation.session().statusFlags(),
                        settings.defaultAuthPlugin()));
    }

    void start() {
        conversation.enter(this);
        faults.at(ConnectStage.ACCEPT, this::greet);
    }

    private void greet() {
        conversation.output().sequence(0);
        conversation.output().send(greeting::encode);
        faults.at(ConnectStage.GREETING, () -> {});
    }

    @Override
    public void packet(PayloadReader in, int sequence) {
        if (sequence != 1) {
            throw new ProtocolException("sequence id " + sequence + " instead of 1");
        }
        if (SslRequest.isNext(in)) {
            faults.at(ConnectStage.SSL_REQUEST, this::refuse);
            return;
        }
        HandshakeResponse41 response;
        try {
            response = HandshakeResponse41.decode(in);
        } catch (ProtocolException e) {
            refuse();
            return;
        }
        FakeSession session = conversation.session();
        session.negotiated(response.capabilities() & greeting.capabilities());
        session.claims(response.user(), response.database(), response.attributes());
        faults.at(ConnectStage.RESPONSE, () -> authenticate(response));
    }

    private void authenticate(HandshakeResponse41 response) {
        Authentication authentication =
                new Authentication(conversation, faults, () -> conversation.enter(new CommandPhase(conversation)));
        authentication.begin(response.authPlugin(), response.authResponse(), greeting.scramble());
    }

    private void refuse() {
        conversation.error(1043, "08S01", "Bad handshake");
        conversation.end(ClosedBy.SERVER);
    }
}
