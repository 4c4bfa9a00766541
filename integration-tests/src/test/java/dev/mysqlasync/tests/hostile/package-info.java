/** Servers that send without end, and what they cost a client of little memory. */
@NullMarked
package dev.mysqlasync.tests.hostile;

import org.jspecify.annotations.NullMarked;
