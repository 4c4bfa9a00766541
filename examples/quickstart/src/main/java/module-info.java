/** The tutorial of mysql-async. */
module dev.mysqlasync.examples.quickstart {
    requires transitive dev.mysqlasync;
    requires dev.mysqlasync.testkit;

    exports dev.mysqlasync.examples.quickstart;
}
