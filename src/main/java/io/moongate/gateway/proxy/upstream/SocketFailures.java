package io.moongate.gateway.proxy.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the exceptions of sockets and TLS mean in nginx's words. */
final class SocketFailures {
    private SocketFailures() {}

    static UpstreamFailure whileConnecting(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return UpstreamFailure.timeout(UpstreamFailure.CONNECTING);
        }
        String error = error(cause);
        if (error == null) {
            error = cause instanceof ConnectException ? "111: Connection refused" : "unknown error";
        }
        return new UpstreamFailure(502, "connect() failed (" + error + ")", UpstreamFailure.CONNECTING);
    }

    static UpstreamFailure whileHandshaking(Throwable cause) {
        String doubt = doubt(cause);
        if (doubt != null) {
            return new UpstreamFailure(
                    502, "upstream SSL certificate verify error: (" + doubt + ")", UpstreamFailure.HANDSHAKING);
        }
        Throwable inner = cause.getCause() instanceof SSLException wrapped ? wrapped : cause;
        String why = inner instanceof NotSslRecordException
                        || String.valueOf(inner.getMessage()).contains("Unsupported or unrecognized SSL message")
                ? "SSL: error:0A00010B:SSL routines::wrong version number"
                : "SSL: " + inner.getMessage();
        return new UpstreamFailure(502, "SSL_do_handshake() failed (" + why + ")", UpstreamFailure.HANDSHAKING);
    }

    /** What is wrong with the upstream's certificate, in OpenSSL's words; null where it is something else. */
    private static @Nullable String doubt(Throwable failure) {
        boolean certificate = false;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException) {
                return "10:certificate has expired";
            }
            if (at instanceof CertificateNotYetValidException) {
                return "9:certificate is not yet valid";
            }
            if (at instanceof CertificateException && at.getCause() == null) {
                // What the check of the name says has no cause.
                return "62:hostname mismatch";
            }
            if (at instanceof CertPathValidatorException path && path.getReason() == PKIXReason.PATH_TOO_LONG) {
                return "22:certificate chain too long";
            }
            certificate |= at instanceof CertPathBuilderException || at instanceof CertPathValidatorException;
        }
        return certificate ? "20:unable to get local issuer certificate" : null;
    }

    static UpstreamFailure whileReading(Throwable cause, String action) {
        String error = error(cause);
        return new UpstreamFailure(
                502, "recv() failed (" + (error == null ? "104: Connection reset by peer" : error) + ")", action);
    }

    private static @Nullable String error(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("connection refused")) {
            return "111: Connection refused";
        }
        if (text.contains("connection reset")) {
            return "104: Connection reset by peer";
        }
        if (cause instanceof NoRouteToHostException || text.contains("no route to host")) {
            return "113: No route to host";
        }
        if (text.contains("network is unreachable")) {
            return "101: Network is unreachable";
        }
        if (text.contains("host is unreachable")) {
            return "113: Host is unreachable";
        }
        return cause instanceof SocketException && text.contains("broken pipe") ? "32: Broken pipe" : null;
    }
}
