package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.require.Kind;
import io.moongate.gateway.script.require.TlsObjects;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import org.jspecify.annotations.Nullable;

/** The part of {@code kong.service} that is about TLS to the upstream, for the present request. */
final class ServiceTls {
    private static final int DEEPEST = 100;

    private final LuaWorker worker;

    ServiceTls(LuaWorker worker) {
        this.worker = worker;
    }

    private UpstreamRequest upstream() {
        return ServicePdk.TARGET.check(worker).upstream;
    }

    Object setVerify(@Nullable Object on) {
        UpstreamRequest upstream = upstream();
        if (!(on instanceof Boolean flag)) {
            throw LuaError.caller("argument must be a boolean");
        }
        upstream.tls = upstream.tls.withVerify(flag);
        return true;
    }

    Object setDepth(@Nullable Object depth) {
        UpstreamRequest upstream = upstream();
        if (!(depth instanceof Double number)) {
            throw LuaError.caller("argument must be a number");
        }
        upstream.tls = upstream.tls.withDepth(Math.clamp(number.longValue(), 0, DEEPEST));
        return true;
    }

    Object setStore(@Nullable Object store) {
        UpstreamRequest upstream = upstream();
        if (!(store instanceof LuaTable) || !(Kind.contentOf(store) instanceof TlsObjects.Store authorities)) {
            throw LuaError.caller("argument must be a resty.openssl.x509.store object");
        }
        upstream.tls = upstream.tls.withAuthorities(authorities.certificates());
        return true;
    }

    Object setCertificate(@Nullable Object chain, @Nullable Object key) {
        UpstreamRequest upstream = upstream();
        if (!(object(chain) instanceof TlsObjects.Chain certificates)) {
            throw LuaError.caller("chain must be a parsed cdata object");
        }
        if (!(object(key) instanceof TlsObjects.Key secret)) {
            throw LuaError.caller("key must be a parsed cdata object");
        }
        upstream.tls = upstream.tls.withOwn(secret.with(certificates));
        return true;
    }

    private static @Nullable Object object(@Nullable Object value) {
        return value instanceof Userdata userdata ? userdata.object() : null;
    }
}
