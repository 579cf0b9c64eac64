package io.moongate.gateway.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A small server on the loopback, one thread per connection, that does as a test says. */
public final class Loopback implements AutoCloseable {
    private static final char[] PASSWORD = "loopback".toCharArray();

    /** What happens on a connection; it is closed afterwards. */
    public interface Conversation {
        void hold(Wire wire) throws IOException;
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private Loopback(ServerSocket server, Conversation conversation) {
        this.server = server;
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    accepted.incrementAndGet();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket, conversation));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket, Conversation conversation) {
        try (socket) {
            conversation.hold(new Wire(socket.getInputStream(), socket.getOutputStream()));
        } catch (IOException gone) {
            // The other side went away, which some tests want.
        } finally {
            open.remove(socket);
        }
    }

    public static Loopback plain(Conversation conversation) {
        try {
            return new Loopback(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), conversation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over TLS, with a certificate for localhost that only {@link #authorities} vouches for. */
    public static Loopback tls(Conversation conversation) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(authorities(), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new Loopback(
                    context.getServerSocketFactory().createServerSocket(0, 64, InetAddress.getLoopbackAddress()),
                    conversation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate of {@link #tls}, as an authority. */
    public static KeyStore authorities() {
        try (InputStream in = Loopback.class.getResourceAsStream("/tls/localhost.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same in a file in this folder, behind a text that says what it is. */
    public static Path authority(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = authorities();
        Certificate certificate =
                store.getCertificate(Collections.list(store.aliases()).getFirst());
        return Files.writeString(
                folder.resolve("authorities.pem"),
                "ours\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections are open now, as the server sees it. */
    public int open() {
        return open.size();
    }

    /** How many connections came in all. */
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, bytes as characters. */
    public static final class Wire {
        private final InputStream in;
        private final OutputStream out;

        Wire(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        /** A line without its end, or null at the end. */
        public @Nullable String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            if (c < 0) {
                return null;
            }
            while (c >= 0 && c != '\n') {
                if (c != '\r') {
                    line.append((char) c);
                }
                c = in.read();
            }
            return line.toString();
        }

        public String bytes(int count) throws IOException {
            return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
        }

        public void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Reads until the other side closes. */
        public void awaitEnd() throws IOException {
            while (in.read() >= 0) {}
        }
    }
}
