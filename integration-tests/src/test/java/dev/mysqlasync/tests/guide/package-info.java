/** The examples of the guide and of the README, each run on every server. */
@NullMarked
package dev.mysqlasync.tests.guide;

import org.jspecify.annotations.NullMarked;
