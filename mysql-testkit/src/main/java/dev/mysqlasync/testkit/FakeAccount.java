package dev.mysqlasync.testkit;

import dev.mysqlasync.auth.Secret;

/** An account of a fake server. */
record FakeAccount(String user, Secret password, AuthMode mode) {}
