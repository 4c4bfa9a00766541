/** An application, as a user of the SDK writes one. */
module consumer {
    requires dev.mysqlasync;
}
