/** The transport SPI: how bytes get to a server and back. A transport moves bytes and knows nothing of MySQL. */
package dev.mysqlasync.spi;
