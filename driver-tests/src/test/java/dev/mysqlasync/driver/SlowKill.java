package dev.mysqlasync.driver;

/** A server whose answers to KILL are left to the test. */
final class SlowKill extends Manners {

    @Override
    boolean answersKill() {
        return false;
    }
}
