package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.model.Pem;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** {@code kong.client.tls}: the TLS of the client's connection. */
final class ClientTlsPdk {
    private static final Phases CERTIFICATE = Phases.only("certificate");
    private static final Phases HELLO = Phases.only("client_hello");
    private static final Phases CHAIN = Phases.only("rewrite, access, balancer, response, log");
    private static final Phases VERIFY = Phases.only("rewrite, access, balancer, response");
    private static final String IN_THE_CLEAR = "connection is not TLS or TLS support for Nginx not enabled";

    private final LuaWorker worker;

    private ClientTlsPdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ClientTlsPdk pdk = new ClientTlsPdk(worker);
        return new Namespace()
                .of0("request_client_certificate", pdk::request)
                .of0("disable_session_reuse", pdk::disableReuse)
                .of0("disable_http2_alpn", () -> {
                    HELLO.check(worker);
                    return true;
                })
                .of0("get_full_client_certificate_chain", pdk::chain)
                .of1("set_client_verify", pdk::setVerify)
                .table();
    }

    /** Asks the client for a certificate; whether it sends one is its own affair. */
    private Object request() {
        ClientTls tls = CERTIFICATE.check(worker).request.tls;
        if (tls == null) {
            return Values.of2(null, IN_THE_CLEAR);
        }
        tls.certificateWanted = true;
        return true;
    }

    private Object disableReuse() {
        ClientTls tls = CERTIFICATE.check(worker).request.tls;
        if (tls == null) {
            return Values.of2(null, IN_THE_CLEAR);
        }
        tls.reuseForbidden = true;
        return true;
    }

    private @Nullable Object chain() {
        ClientTls tls = CHAIN.check(worker).request.tls;
        if (tls == null) {
            return Values.of2(null, IN_THE_CLEAR);
        }
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : tls.chain) {
            text.append(Pem.text(certificate));
        }
        return text.isEmpty() ? null : text.toString();
    }

    private Object setVerify(@Nullable Object value) {
        Exchange exchange = VERIFY.check(worker);
        if (!(value instanceof String text)) {
            throw LuaError.caller("assertion failed!");
        }
        if (!text.equals("SUCCESS") && !text.equals("NONE") && !text.startsWith("FAILED:")) {
            throw LuaError.caller("unknown client verify value: " + text
                    + " accepted values are: \"SUCCESS\", \"NONE\" or \"FAILED:<reason>\"");
        }
        exchange.request.clientVerify = text;
        return Values.NONE;
    }
}
