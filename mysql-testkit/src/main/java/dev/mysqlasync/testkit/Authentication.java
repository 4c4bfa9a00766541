package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.ServerAuth;
import dev.mysqlasync.auth.ServerAuthPlugin;
import dev.mysqlasync.auth.ServerAuthPlugins;
import dev.mysqlasync.auth.ServerStep;
import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.PayloadReader;
import dev.mysqlasync.protocol.ProtocolException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Authenticates the session's user. Ends with OK and the next phase, or with ERR and the end of the connection. */
final class Authentication implements Phase {

    private final ServerConversation conversation;
    private final FaultPoint faults;
    private final Runnable accepted;
    private final @Nullable FakeAccount account;
    private @Nullable ServerAuth run;
    private boolean passwordUsed;
    private int expectedSequence;

    /** Creates the phase for the session's current user. */
    Authentication(ServerConversation conversation, FaultPoint faults, Runnable accepted) {
        this.conversation = conversation;
        this.faults = faults;
        this.accepted = accepted;
        this.account = conversation
                .core()
                .settings()
                .accounts()
                .get(conversation.session().user());
    }

    /**
     * Starts with the client's first response if the client uses the account's plugin, else with an auth switch
     * request.
     */
    void begin(String clientPlugin, byte[] response, byte[] nonce) {
        passwordUsed = response.length > 0;
        if (account == null) {
            reject();
        } else if (clientPlugin.equals(account.mode().pluginName())) {
            start(account, nonce, false).step(response);
        } else {
            beginWithSwitch();
        }
    }

    /** Starts with an auth switch request and a new challenge for the account's plugin. */
    void beginWithSwitch() {
        conversation.enter(this);
        if (account == null) {
            reject();
        } else if (!Capability.has(conversation.session().capabilities(), Capability.CLIENT_PLUGIN_AUTH)) {
            fail(
                    1251,
                    "08004",
                    "Client does not support authentication protocol requested by server; consider upgrading MySQL"
                            + " client");
        } else {
            byte[] nonce = ServerAuthPlugins.nonce();
            AuthSwitchRequest request = new AuthSwitchRequest(account.mode().pluginName(), nonce);
            conversation.output().send(request::encode);
            expectedSequence = conversation.output().sequence();
            start(account, nonce, true);
            faults.at(ConnectStage.AUTH_SWITCH, () -> {});
        }
    }

    private Authentication start(FakeAccount account, byte[] nonce, boolean switched) {
        conversation.enter(this);
        ServerAuthPlugin plugin = account.mode().plugin();
        conversation.session().authenticating(plugin.name(), switched);
        run = plugin.start(account.password(), nonce, conversation.transport());
        return this;
    }

    @Override
    public void packet(PayloadReader in, int sequence) {
        if (sequence != expectedSequence) {
            throw new ProtocolException("sequence id " + sequence + " instead of " + expectedSequence);
        }
        byte[] packet = in.readRemaining();
        passwordUsed |= packet.length > 0;
        step(packet);
    }

    private void step(byte[] packet) {
        List<ServerStep> steps = Objects.requireNonNull(run).receive(packet);
        for (ServerStep step : steps) {
            if (step instanceof ServerStep.MoreData more) {
                conversation.output().send(new AuthMoreData(more.data())::encode);
            } else if (step instanceof ServerStep.Accepted result) {
                conversation.session().authenticated(result.path());
                conversation.replies().packets().ok();
                accepted.run();
            } else {
                reject();
            }
        }
        expectedSequence = conversation.output().sequence();
    }

    private void reject() {
        fail(
                1045,
                "28000",
                "Access denied for user '" + conversation.session().user() + "'@'localhost' (using password: "
                        + (passwordUsed ? "YES" : "NO") + ")");
    }

    private void fail(int code, String sqlState, String message) {
        conversation.error(code, sqlState, message);
        conversation.end(ClosedBy.SERVER);
    }
}
