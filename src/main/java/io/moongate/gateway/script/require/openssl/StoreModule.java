package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Kind;
import io.moongate.gateway.script.require.TlsObjects;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** {@code resty.openssl.x509.store}: authorities, to be collected for {@code kong.service.set_tls_verify_store}. */
final class StoreModule {
    private StoreModule() {}

    static LuaTable make() {
        Namespace methods = new Namespace();
        Kind<TlsObjects.Store> kind = new Kind<>("x509.store", TlsObjects.Store.class, methods.table());
        return methods.of0("new", () -> kind.wrap(new TlsObjects.Store()))
                .of1("istype", value -> kind.orNull(value) != null)
                .of2("add", (self, certificate) -> add(kind.self(self), certificate))
                .table();
    }

    private static Object add(TlsObjects.Store store, @Nullable Object certificate) {
        if (!(Kind.contentOf(certificate) instanceof X509Certificate read)) {
            return Values.of2(null, "x509.store:add: expect an x509 instance at #1");
        }
        store.add(read);
        return true;
    }
}
