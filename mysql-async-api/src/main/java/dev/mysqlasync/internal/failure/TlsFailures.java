package dev.mysqlasync.internal.failure;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlTlsException;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.spi.Endpoint;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The errors that users see if TLS fails: the cause and the remedy. */
public final class TlsFailures {

    private TlsFailures() {}

    /** The server's greeting does not offer TLS. */
    public static MySqlTlsException notOffered(MySqlOptions options) {
        return new MySqlTlsException(
                ConnectFailures.to(options) + ": the server offers no TLS, and TlsMode."
                        + options.tls().mode() + " requires it; nothing was sent. If the network is trusted, use"
                        + " tls=disabled",
                null);
    }

    /** The options name a CA, but the connection would not use TLS. */
    public static MySqlTlsException caUnused(MySqlOptions options) {
        return new MySqlTlsException(
                ConnectFailures.to(options) + ": tlsCa is given, but tls=auto connects to this machine without TLS"
                        + " and would not check it. Use tls=verify-ca or tls=verify-identity, or remove tlsCa",
                null);
    }

    /** No TLS engine could be created for these options. */
    public static MySqlTlsException ofSetUp(Exception cause, MySqlOptions options) {
        return new MySqlTlsException(
                ConnectFailures.to(options) + ": TLS could not be set up: " + cause.getMessage(), cause);
    }

    /** The handshake failed, on this side or at the server. */
    public static MySqlTlsException ofHandshake(SSLException failure, MySqlOptions options) {
        return ofHandshake(failure, options, hasEllipticCurves());
    }

    static MySqlTlsException ofHandshake(SSLException failure, MySqlOptions options, boolean hasCurves) {
        return new MySqlTlsException(ConnectFailures.to(options) + ": " + why(failure, options, hasCurves), failure);
    }

    private static String why(SSLException failure, MySqlOptions options, boolean hasCurves) {
        CertificateException invalid = find(CertificateExpiredException.class, failure);
        if (invalid == null) {
            invalid = find(CertificateNotYetValidException.class, failure);
        }
        if (invalid != null) {
            return "the server's certificate is not valid at this time: " + invalid.getMessage();
        }
        if (find(CertPathBuilderException.class, failure) != null
                || find(CertPathValidatorException.class, failure) != null) {
            return untrusted(options);
        }
        CertificateException refused = find(CertificateException.class, failure);
        if (refused != null && verifiesIdentity(options) && options.endpoint() instanceof Endpoint.Tcp tcp) {
            return "the server's certificate has no name that matches '" + tcp.host() + "' (" + refused.getMessage()
                    + "); a certificate that MySQL generated itself never has one. Use tls=verify-ca with tlsCa, or a"
                    + " certificate with a subjectAltName";
        }
        String lacking = hasCurves
                ? ""
                : "; this runtime lacks the module jdk.crypto.ec, which TLS with most servers needs"
                        + " (jlink: --add-modules jdk.crypto.ec)";
        return "TLS failed: " + failure.getMessage() + lacking;
    }

    private static String untrusted(MySqlOptions options) {
        return options.tls().caPem() == null
                ? "the server's certificate is not signed by a CA that this JVM trusts. Give the CA: tlsCa=/path/ca.pem"
                        + " (MySQL's own is ca.pem in its data directory), or tls=required to encrypt without"
                        + " verification"
                : "the server's certificate is not signed by any CA in tlsCa";
    }

    private static boolean verifiesIdentity(MySqlOptions options) {
        TlsMode mode = options.tls().mode();
        return mode == TlsMode.VERIFY_IDENTITY || mode == TlsMode.AUTO;
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    /** A jlink image can lack them. Since JDK 22 they are in java.base. */
    private static boolean hasEllipticCurves() {
        try {
            KeyFactory.getInstance("EC");
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }
}
