package dev.mysqlasync.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlOptions;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsFailuresTest {

    private static final MySqlOptions OPTIONS = MySqlOptions.parse("mysql://root@db:3307/?tls=required");

    private static final SSLException ALERT = new SSLException("Received fatal alert: handshake_failure");

    @Test
    void ofHandshake_runtimeWithoutEllipticCurves_namesTheModule() {
        assertThat(TlsFailures.ofHandshake(ALERT, OPTIONS, false))
                .hasMessageStartingWith("no connection to db:3307: TLS failed: Received fatal alert: handshake_failure")
                .hasMessageContaining("--add-modules jdk.crypto.ec");
    }

    @Test
    void ofHandshake_runtimeWithEllipticCurves_doesNotNameTheModule() {
        assertThat(TlsFailures.ofHandshake(ALERT, OPTIONS))
                .hasMessage("no connection to db:3307: TLS failed: Received fatal alert: handshake_failure")
                .hasCause(ALERT);
    }

    @Test
    void ofHandshake_certificateOutOfItsTime_saysSo() {
        SSLException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateExpiredException("NotAfter: yesterday"));

        assertThat(TlsFailures.ofHandshake(failure, OPTIONS))
                .hasMessageContaining("not valid at this time: NotAfter: yesterday");
    }
}
