/**
 * Authentication plugins, client side and server side, and the rules that keep passwords off unencrypted connections.
 */
package dev.mysqlasync.auth;
