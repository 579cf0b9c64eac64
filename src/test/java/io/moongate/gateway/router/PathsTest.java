package io.moongate.gateway.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.moongate.gateway.path.NormalPath;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Normal form, request targets and upstream paths. */
class PathsTest {

    @ParameterizedTest
    @CsvSource({
        "/%61dmin, /admin",
        "/a%2fb, /a%2Fb",
        "/a%20b, '/a b'",
        "//a///b/, /a/b/",
        "/a/./b/../c, /a/c",
        "/a/%2e%2E/b, /b",
        "/a/.., /",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/..., /...",
        "/.a, /.a",
        "/%zz, /%zz",
        "'', ''"
    })
    void normalForm(String path, String expected) {
        assertEquals(expected, NormalPath.of(path));
    }

    @Test
    void aNormalPathIsNotCopied() {
        String path = "/a/b.c/d";
        assertSame(path, NormalPath.of(path));
    }

    @Property(tries = 2000)
    void normalFormIsNormal(@ForAll("paths") String path) {
        String normal = NormalPath.of(path);
        assertEquals(normal, NormalPath.of(normal));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/", ".", "..", "a", "%2e", "%2F", "%61", "%25", "é", " ")
                .list()
                .ofMaxSize(10)
                .map(pieces -> "/" + String.join("", pieces));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 0",
        "M-SEARCH, /a?%zz, 0",
        "GET, /a/..#, 0",
        "GET, HTTP://a.b:80/x, 0",
        "GET, http://[::1]:80, 0",
        "GET, ftp://a, 0",
        "GET, a, 400",
        "GET, ?, 400",
        "OPTIONS, *, 400",
        "get, /, 400",
        "GET, /.., 400",
        "GET, /%2e%2e/a, 400",
        "GET, /a/../.., 400",
        "GET, /a%2F..%2F.., 400",
        "GET, /a%, 400",
        "GET, /a%4, 400",
        "GET, /a%00, 400",
        "GET, http:///t, 400",
        "GET, http://u:p@h/, 400",
        "GET, http://a_b/, 400",
        "GET, 1http://a/, 400",
        "TRACE, /, 405",
        "CONNECT, /, 405"
    })
    void refusedBeforeRouting(String method, String target, int status) {
        assertEquals(status, RequestTarget.refusal(method, target, List.of("h"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "a.b:80, 0",
        "a., 0",
        "[::1]:8, 0",
        "a:x, 0",
        "::1, 400",
        "'', 400",
        "a..b, 400",
        "a/b, 400",
        "., 400",
        "'a b', 400"
    })
    void hosts(String host, int status) {
        assertEquals(status, RequestTarget.refusal("GET", "/", List.of(host), true));
    }

    @Test
    void oneHost() {
        assertEquals(400, RequestTarget.refusal("GET", "/", List.of("a", "a"), true));
        assertEquals(400, RequestTarget.refusal("GET", "/", List.of(), true));
        assertEquals(0, RequestTarget.refusal("GET", "/", List.of(), false));
    }

    @Test
    void partsOfTargets() {
        assertEquals(new RequestTarget("/a?b?c", "/a", "b?c", null), RequestTarget.of("/a?b?c"));
        assertEquals(new RequestTarget("/a?", "/a", "", null), RequestTarget.of("/a?"));
        assertEquals(new RequestTarget("/a?x=1#f", "/a", "x=1", null), RequestTarget.of("/a?x=1#f"));
        assertEquals(new RequestTarget("/b?c", "/b", "c", "h:80"), RequestTarget.of("http://h:80/b?c"));
        assertEquals(new RequestTarget("/", "/", null, "h"), RequestTarget.of("http://h"));
        assertEquals(new RequestTarget("/?x", "/", "x", "h"), RequestTarget.of("http://h?x"));
    }

    @ParameterizedTest
    @CsvSource({
        // service, route, request, v0 kept, v0 stripped, v1 kept, v1 stripped
        "/, /, /, /, /, /, /",
        "/srv, /rou, /roureq, /srv/roureq, /srv/req, /srvroureq, /srvreq",
        "/srv/, /rou, /roureq, /srv/roureq, /srv/req, /srv/roureq, /srv/req",
        "/srv, /rou, /rou, /srv/rou, /srv, /srvrou, /srv",
        "/srv/, /rou, /rou, /srv/rou, /srv, /srv/rou, /srv/",
        "/srv/, /rou/, /rou/, /srv/rou/, /srv/, /srv/rou/, /srv/",
        "/srv, /rou/, /rou/, /srv/rou/, /srv/, /srvrou/, /srv",
        "/srv, /rou, /rou/x, /srv/rou/x, /srv/x, /srvrou/x, /srv/x",
        "/srv/, /rou, /rou/x, /srv/rou/x, /srv/x, /srv/rou/x, /srv/x",
        "/srv, /, /, /srv, /srv, /srv, /srv",
        "/, /a, '/a b', '/a%20b', /%20b, '/a%20b', '/%20b'"
    })
    void upstreamPaths(
            String service, String route, String path, String kept, String stripped, String keptV1, String strippedV1) {
        assertEquals(kept, UpstreamPath.of(service, path, UpstreamPath.KEEP, false));
        assertEquals(stripped, UpstreamPath.of(service, path, route.length(), false));
        assertEquals(keptV1, UpstreamPath.of(service, path, UpstreamPath.KEEP, true));
        assertEquals(strippedV1, UpstreamPath.of(service, path, route.length(), true));
    }
}
