package dev.mysqlasync.driver;

/**
 * One future that is ended.
 *
 * @param busy whether callbacks wait for an executor
 * @param silent whether nothing more comes from the server on the connections there are
 * @param mariaDb whether the server is a MariaDB
 */
record EndingCase(ApiVerb verb, EndedBy end, EndPhase phase, boolean busy, boolean silent, boolean mariaDb, long seed) {

    /** A subscription can only be cancelled, and what may last for ever has no deadline. */
    EndedBy endOfVerb() {
        boolean timed = end == EndedBy.DEADLINE;
        if (verb.isForAll() && end == EndedBy.OBTRUDE) {
            return EndedBy.CANCEL; // which refuses it without throwing
        }
        return verb.isStream() && !timed || verb.lasting() && timed ? EndedBy.CANCEL : end;
    }

    /** Runs it; what goes wrong names it. */
    void check() {
        try (EndingScene scene = new EndingScene(this)) {
            scene.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(this.toString(), e);
        }
    }
}
