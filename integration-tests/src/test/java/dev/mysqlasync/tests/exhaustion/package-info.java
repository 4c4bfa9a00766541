/** What a system or an application has used up, and what goes on all the same. */
@NullMarked
package dev.mysqlasync.tests.exhaustion;

import org.jspecify.annotations.NullMarked;
