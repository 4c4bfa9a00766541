/** The programs of the tutorial. */
module dev.mysqlasync.examples.quickstart {
    requires transitive dev.mysqlasync;
    requires dev.mysqlasync.testkit;

    exports dev.mysqlasync.examples.quickstart;
}
