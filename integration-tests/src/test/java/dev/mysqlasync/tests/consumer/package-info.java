/** The SDK as a user's project sees it. */
@NullMarked
package dev.mysqlasync.tests.consumer;

import org.jspecify.annotations.NullMarked;
