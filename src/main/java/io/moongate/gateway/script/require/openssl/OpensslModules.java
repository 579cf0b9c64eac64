package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.lua.value.LuaTable;
import java.util.Map;
import java.util.function.Supplier;

/** The modules of {@code resty.openssl}, which know each other's objects. */
public final class OpensslModules {
    private final DigestModule digest = new DigestModule();
    private final BnModule bn = new BnModule();
    private final PkeyModule pkey;
    private final NameModule name = new NameModule();
    private final X509Module x509;
    private final LuaTable digestTable = digest.make();
    private final LuaTable bnTable = bn.make();
    private final LuaTable pkeyTable;
    private final LuaTable nameTable = name.make();
    private final LuaTable x509Table;

    private OpensslModules(LuaWorker worker) {
        this.pkey = new PkeyModule(worker, digest.kind, bn);
        this.pkeyTable = pkey.make();
        this.x509 = new X509Module(pkey, bn, name);
        this.x509Table = x509.make();
    }

    /** Adds the makers of all modules. They come into being together, when the first is asked for. */
    public static void add(LuaWorker worker, Map<String, Supplier<Object>> makers) {
        OpensslModules[] made = {null};
        Supplier<OpensslModules> all = () -> {
            OpensslModules modules = made[0];
            if (modules == null) {
                modules = new OpensslModules(worker);
                made[0] = modules;
            }
            return modules;
        };
        makers.put("resty.openssl", () -> all.get().root());
        makers.put("resty.openssl.digest", () -> all.get().digestTable);
        makers.put("resty.openssl.bn", () -> all.get().bnTable);
        makers.put("resty.openssl.pkey", () -> all.get().pkeyTable);
        makers.put("resty.openssl.x509", () -> all.get().x509Table);
        makers.put("resty.openssl.x509.name", () -> all.get().nameTable);
        makers.put("resty.openssl.x509.store", StoreModule::make);
        makers.put("resty.openssl.hmac", HmacModule::make);
        makers.put("resty.openssl.rand", RandModule::make);
        makers.put("resty.openssl.cipher", CipherModule::make);
        makers.put("resty.openssl.kdf", KdfModule::make);
        makers.put("resty.openssl.version", VersionModule::make);
    }

    private LuaTable root() {
        return new Namespace()
                .value("_VERSION", "1.5.1")
                .value("bn", bnTable)
                .value("cipher", CipherModule.make())
                .value("digest", digestTable)
                .value("hmac", HmacModule.make())
                .value("kdf", KdfModule.make())
                .value("pkey", pkeyTable)
                .value("rand", RandModule.make())
                .value("version", VersionModule.make())
                .value("x509", x509Table)
                .value("name", nameTable)
                .table();
    }
}
