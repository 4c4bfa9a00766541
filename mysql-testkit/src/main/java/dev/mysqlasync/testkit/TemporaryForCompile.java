package dev.mysqlasync.testkit;

/** Temporary. */
public final class TemporaryForCompile {
    private TemporaryForCompile() {}
}
