/** The transport SPI. A transport moves bytes between the driver and a server, and knows nothing about MySQL. */
package dev.mysqlasync.spi;
