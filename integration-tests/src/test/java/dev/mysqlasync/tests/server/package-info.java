/** The driver, through its public API, against every server that is there. */
@NullMarked
package dev.mysqlasync.tests.server;

import org.jspecify.annotations.NullMarked;
