package io.moongate.gateway.proxy;

import io.moongate.gateway.model.KeyMaterial;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** An upstream that speaks TLS and tells whose certificate it was shown. */
final class TlsUpstream implements AutoCloseable {
    private final SSLServerSocket server;

    TlsUpstream(KeyMaterial material) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                material.managers().getKeyManagers(),
                new TrustManager[] {new ServerCertificates.Anybody()},
                new SecureRandom());
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setWantClientAuth(true);
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(SSLSocket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int ends = 0;
            for (int b; ends < 4 && (b = in.read()) >= 0; ) {
                ends = b == "\r\n\r\n".charAt(ends) ? ends + 1 : b == '\r' ? 1 : 0;
            }
            String body = "shown: " + peer(socket);
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            // the other side did not like what it saw
        }
    }

    private static String peer(SSLSocket socket) {
        try {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (SSLPeerUnverifiedException nobody) {
            return "nobody";
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
