package io.moongate.gateway.script.require;

import io.moongate.gateway.exchange.ClientTls;
import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.model.Pem;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Userdata;
import io.moongate.lua.value.Values;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** {@code ngx.ssl}, as far as it reads: certificates and keys from text, and what the client's connection says. */
final class SslModule {
    private SslModule() {}

    static LuaTable make(LuaWorker worker) {
        return new Namespace()
                .of1("parse_pem_cert", SslModule::certificates)
                .of1("parse_pem_priv_key", SslModule::key)
                .of0("server_name", () -> {
                    Exchange exchange = worker.exchangeOrNull();
                    String name = exchange == null ? null : exchange.request.serverName;
                    return name == null ? null : EntityTables.bytes(name);
                })
                .of0("get_tls1_version_str", () -> {
                    Exchange exchange = worker.exchangeOrNull();
                    ClientTls tls = exchange == null ? null : exchange.request.tls;
                    return tls == null ? null : tls.version;
                })
                .table();
    }

    private static Object certificates(@Nullable Object text) {
        try {
            return new Userdata(new TlsObjects.Chain(Pem.certificates(Check.string(text, 1))), null);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Values.of2(null, "PEM_read_bio_X509_AUX() failed: " + e.getMessage());
        }
    }

    private static Object key(@Nullable Object text) {
        try {
            return new Userdata(new TlsObjects.Key(Pem.privateKey(Check.string(text, 1))), null);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Values.of2(null, "PEM_read_bio_PrivateKey() failed: " + e.getMessage());
        }
    }
}
