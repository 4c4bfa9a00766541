/** A fake MySQL server, an in-memory transport on a virtual clock, and the transport contract. */
package dev.mysqlasync.testkit;
