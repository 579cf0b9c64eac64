package io.moongate.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Outcome;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.model.KeyMaterial;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which certificates clients and upstreams see, and what is asked of theirs. */
class CertificatesTest {
    private final ProxyFixture proxy = new ProxyFixture();
    private final BlockingQueue<Exchange> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        proxy.close();
    }

    private static SelfSigned made(String host) throws Exception {
        return SelfSigned.make(host);
    }

    private static KeyMaterial material(SelfSigned made) throws Exception {
        return KeyMaterial.read(made.certificatePem(), made.keyPem(), null, null);
    }

    private String certificate(SelfSigned made) {
        return proxy.document("certificates", Map.of("cert", made.certificatePem(), "key", made.keyPem()));
    }

    private void name(String name, String certificate) {
        proxy.document("snis", Map.of("name", name, "certificate", Map.of("id", certificate)));
    }

    private void certificatePhase(Consumer<ClientTls> wishes) {
        ProxyFixture.JavaPlugin plugin = proxy.global("tls", 1);
        plugin.on(Phase.CERTIFICATE, exchange -> {
            wishes.accept(Objects.requireNonNull(exchange.request.tls));
            return Outcome.Continue.NEXT;
        });
        plugin.on(Phase.LOG, exchange -> {
            seen.add(exchange);
            return Outcome.Continue.NEXT;
        });
    }

    private static SSLContext client(KeyManager @Nullable [] keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new ServerCertificates.Anybody()}, new SecureRandom());
        return context;
    }

    private SSLSocket connect(SSLContext context, @Nullable String name) throws Exception {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.tlsPort());
        if (name != null) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private String subject(@Nullable String name) throws Exception {
        try (SSLSocket socket = connect(client(null), name)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static String get(SSLSocket socket, String path) throws Exception {
        return new RawClient(socket)
                .send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n")
                .reply()
                .body();
    }

    @Test
    void theServerNameChooses() throws Exception {
        name("exact.example", certificate(made("exact")));
        name("*.w.example", certificate(made("prefix")));
        name("tail.*", certificate(made("suffix")));
        proxy.start();
        assertEquals("CN=exact", subject("exact.example"));
        assertEquals("CN=exact", subject("EXACT.example"));
        assertEquals("CN=prefix", subject("a.w.example"));
        assertEquals("CN=localhost", subject("a.b.w.example"));
        assertEquals("CN=suffix", subject("tail.org"));
        assertEquals("CN=localhost", subject("other.example"));
        assertEquals("CN=localhost", subject(null));
    }

    @Test
    void oneForAllOtherNames() throws Exception {
        name("*", certificate(made("any")));
        name("exact.example", certificate(made("exact")));
        proxy.start();
        assertEquals("CN=exact", subject("exact.example"));
        assertEquals("CN=any", subject("other.example"));
        assertEquals("CN=localhost", subject(null));
    }

    @Test
    void aClientIsAskedOnlyWhereAFunctionWantsIt() throws Exception {
        certificatePhase(tls -> tls.certificateWanted = true);
        proxy.routeWithoutService("/");
        proxy.start();
        SelfSigned own = made("client");
        try (SSLSocket socket = connect(client(material(own).managers().getKeyManagers()), "test")) {
            get(socket, "/");
        }
        ClientTls tls = Objects.requireNonNull(next().request.tls);
        assertEquals("CN=client", tls.chain.getFirst().getSubjectX500Principal().getName());
        assertEquals("FAILED:self-signed certificate", tls.verify);
        assertEquals("TLSv1.3", tls.version);
        assertTrue(String.valueOf(tls.cipher).startsWith("TLS_AES_"), tls.cipher);
        try (SSLSocket socket = connect(client(null), "test")) {
            get(socket, "/");
        }
        ClientTls without = Objects.requireNonNull(next().request.tls);
        assertTrue(without.chain.isEmpty());
        assertEquals("NONE", without.verify);
    }

    @Test
    void aClientThatIsNotAskedShowsNothing() throws Exception {
        certificatePhase(tls -> {});
        proxy.routeWithoutService("/");
        proxy.start();
        try (SSLSocket socket =
                connect(client(material(made("client")).managers().getKeyManagers()), "test")) {
            get(socket, "/");
        }
        assertTrue(Objects.requireNonNull(next().request.tls).chain.isEmpty());
    }

    private Exchange next() throws InterruptedException {
        return Objects.requireNonNull(seen.poll(10, TimeUnit.SECONDS));
    }

    /** The session of a connection by TLS 1.2, whose id tells whether it was begun anew. */
    private static String session(ProxyFixture proxy, SSLContext context) throws Exception {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", proxy.tlsPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            return HexFormat.of().formatHex(socket.getSession().getId())
                    + socket.getSession().getCreationTime();
        }
    }

    @Test
    void aSessionIsTakenUpAgainUnlessAFunctionForbidsIt() throws Exception {
        proxy.start();
        SSLContext context = client(null);
        assertEquals(session(proxy, context), session(proxy, context));
        try (ProxyFixture strict = new ProxyFixture()) {
            strict.global("tls", 1).on(Phase.CERTIFICATE, exchange -> {
                Objects.requireNonNull(exchange.request.tls).reuseForbidden = true;
                return Outcome.Continue.NEXT;
            });
            strict.start();
            SSLContext other = client(null);
            assertNotEquals(session(strict, other), session(strict, other));
        }
    }

    @Test
    void anUpstreamSeesTheCertificateOfItsService() throws Exception {
        try (TlsUpstream upstream = new TlsUpstream(material(made("127.0.0.1")))) {
            String own = certificate(made("gateway"));
            proxy.route("/with", upstream.port(), "protocol", "https", "client_certificate", Map.of("id", own));
            proxy.route("/without", upstream.port(), "protocol", "https");
            proxy.start();
            assertTrue(proxy.get("/with").body().contains("shown: CN=gateway"));
            assertTrue(proxy.get("/without").body().contains("shown: nobody"));
            assertTrue(proxy.get("/with").body().contains("shown: CN=gateway"));
        }
    }

    @Test
    void anUpstreamIsCheckedWhereTheServiceSaysSo() throws Exception {
        SelfSigned good = made("localhost");
        try (TlsUpstream upstream = new TlsUpstream(material(good));
                TlsUpstream stranger = new TlsUpstream(material(made("localhost")))) {
            String authority = proxy.document("ca_certificates", Map.of("cert", good.certificatePem()));
            Object[] rules = {"protocol", "https", "tls_verify", true, "ca_certificates", List.of(authority)};
            proxy.route("/good", "localhost", upstream.port(), rules);
            proxy.route("/stranger", "localhost", stranger.port(), rules);
            proxy.route("/name", "127.0.0.1", upstream.port(), rules);
            proxy.route("/system", "localhost", upstream.port(), "protocol", "https", "tls_verify", true);
            proxy.route("/unchecked", "localhost", stranger.port(), "protocol", "https");
            proxy.start();
            assertEquals(200, proxy.get("/good").status());
            assertEquals(502, proxy.get("/stranger").status());
            String log = proxy.logged();
            assertTrue(
                    log.contains("upstream SSL certificate verify error: (20:unable to get local issuer certificate)"),
                    log);
            assertEquals(502, proxy.get("/name").status());
            assertEquals(502, proxy.get("/system").status());
            assertEquals(200, proxy.get("/unchecked").status());
        }
    }

    @Test
    void functionsMayChangeTheRules() throws Exception {
        SelfSigned good = made("localhost");
        KeyMaterial known = material(good);
        try (TlsUpstream upstream = new TlsUpstream(known)) {
            KeyMaterial own = material(made("chosen"));
            proxy.global("rules", 1).on(Phase.ACCESS, exchange -> {
                String query = String.valueOf(exchange.request.query);
                if (query.contains("own")) {
                    exchange.upstream.tls = exchange.upstream.tls.withOwn(own);
                }
                if (query.contains("verify")) {
                    exchange.upstream.tls = exchange.upstream.tls.withVerify(true);
                }
                if (query.contains("trust")) {
                    exchange.upstream.tls = exchange.upstream.tls.withAuthorities(
                            known.entries().getFirst().chain());
                }
                return Outcome.Continue.NEXT;
            });
            proxy.route("/", "localhost", upstream.port(), "protocol", "https");
            proxy.start();
            assertTrue(proxy.get("/?own").body().contains("shown: CN=chosen"));
            assertFalse(proxy.get("/?none").body().contains("shown: CN=chosen"));
            assertEquals(502, proxy.get("/?verify").status());
            assertEquals(200, proxy.get("/?verify,trust").status());
        }
    }

    @Test
    void namesOfSuites() {
        assertEquals("ECDHE-RSA-AES128-GCM-SHA256", ServerTls.cipher("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        assertEquals("AES256-SHA", ServerTls.cipher("TLS_RSA_WITH_AES_256_CBC_SHA"));
        assertEquals(
                "ECDHE-ECDSA-CHACHA20-POLY1305", ServerTls.cipher("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"));
        assertEquals("TLS_AES_128_GCM_SHA256", ServerTls.cipher("TLS_AES_128_GCM_SHA256"));
    }
}
