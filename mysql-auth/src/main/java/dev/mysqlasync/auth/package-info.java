/** Authentication plugins, the client's and the server's half, and the rules that keep passwords off open wires. */
package dev.mysqlasync.auth;
