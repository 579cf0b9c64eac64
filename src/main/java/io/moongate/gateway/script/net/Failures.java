package io.moongate.gateway.script.net;

import io.netty.channel.ConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the exceptions of sockets and TLS mean in OpenResty's words. */
final class Failures {
    private static final String[] KNOWN = {
        "connection refused",
        "connection reset by peer",
        "no route to host",
        "network is unreachable",
        "host is unreachable",
        "broken pipe",
        "permission denied",
        "no such file or directory",
        "message too long"
    };

    private Failures() {}

    static String words(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "timeout";
        }
        if (cause instanceof ClosedChannelException) {
            return "closed";
        }
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        for (String known : KNOWN) {
            if (text.contains(known)) {
                return known;
            }
        }
        if (text.contains("connection reset")) {
            return "connection reset by peer";
        }
        if (text.contains("no such file")) {
            return "no such file or directory";
        }
        return "closed";
    }

    /** Why a handshake failed. */
    static String handshake(Throwable cause) {
        @Nullable Throwable at = cause;
        while (at != null) {
            if (at instanceof CertificateException refused) {
                return String.valueOf(refused.getMessage());
            }
            at = at.getCause();
        }
        return cause instanceof ClosedChannelException ? "closed" : "handshake failed";
    }
}
