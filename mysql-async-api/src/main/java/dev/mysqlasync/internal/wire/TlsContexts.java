package dev.mysqlasync.internal.wire;

import dev.mysqlasync.TlsMode;
import dev.mysqlasync.TlsOptions;
import dev.mysqlasync.spi.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Creates a connection's TLS engine from its options. It reads files and computes, so it must not run on an I/O thread.
 */
public final class TlsContexts {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsContexts() {}

    /** The engine for a connection to {@code endpoint}. The mode must be neither AUTO nor DISABLED. */
    public static SSLEngine engine(TlsOptions options, TlsMode mode, Endpoint endpoint)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, mode == TlsMode.REQUIRED ? new TrustManager[] {new AcceptsAll()} : trust(options), null);
        SSLEngine engine = endpoint instanceof Endpoint.Tcp tcp
                ? context.createSSLEngine(tcp.host(), tcp.port())
                : context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (mode == TlsMode.VERIFY_IDENTITY) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Trust in the CAs of the options, or else in the platform's CAs. */
    private static TrustManager @Nullable [] trust(TlsOptions options) throws GeneralSecurityException, IOException {
        String pem = options.caPem();
        if (pem == null) {
            return null;
        }
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        int number = 0;
        for (Certificate certificate : certificates) {
            authorities.setCertificateEntry("ca" + number++, certificate);
        }
        if (number == 0) {
            throw new GeneralSecurityException("the option tlsCa contains no certificate");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /** Accepts every certificate, for the mode that encrypts without verification. */
    private static final class AcceptsAll extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
