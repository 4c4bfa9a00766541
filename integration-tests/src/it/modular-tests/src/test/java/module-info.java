/** Tests that are a module of their own, and name the testkit as one. */
open module consumer.tests {
    requires dev.mysqlasync;
    requires dev.mysqlasync.testkit;
    requires org.junit.jupiter.api;
}
