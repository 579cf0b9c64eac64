package io.moongate.gateway.proxy.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
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
        Throwable inner = cause.getCause() instanceof SSLException wrapped ? wrapped : cause;
        String why = inner instanceof NotSslRecordException
                        || String.valueOf(inner.getMessage()).contains("Unsupported or unrecognized SSL message")
                ? "SSL: error:0A00010B:SSL routines::wrong version number"
                : "SSL: " + inner.getMessage();
        return new UpstreamFailure(502, "SSL_do_handshake() failed (" + why + ")", UpstreamFailure.HANDSHAKING);
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
