package dev.mysqlasync.driver;

import dev.mysqlasync.protocol.HandshakeResponse41;

/** Goes silent at one step of connecting. */
final class SilentBefore extends Manners {

    /** What is not said any more. */
    enum Step {
        GREETING,
        ADMISSION,
        SET_UP
    }

    private final Step step;

    SilentBefore(Step step) {
        this(step, "caching_sha2_password");
    }

    SilentBefore(Step step, String plugin) {
        super(greeting("9.7.4", ServerBytes.MYSQL, plugin));
        this.step = step;
    }

    @Override
    void connected(Peer peer) {
        if (step != Step.GREETING) {
            super.connected(peer);
        }
    }

    @Override
    void login(Peer peer, HandshakeResponse41 login, int sequence) {
        if (step != Step.ADMISSION) {
            super.login(peer, login, sequence);
        }
    }

    @Override
    boolean settingUp(Peer peer, String command) {
        return step == Step.SET_UP || super.settingUp(peer, command);
    }
}
