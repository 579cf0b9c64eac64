package io.moongate.gateway.script.require.openssl;

import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.require.Bytes;
import io.moongate.gateway.script.require.Kind;
import io.moongate.lua.op.Check;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;

/** {@code resty.openssl.digest}. */
final class DigestModule {
    private final Namespace methods = new Namespace();
    final Kind<Message> kind = new Kind<>("digest", Message.class, methods.table());

    LuaTable make() {
        return methods.of1("new", name -> {
                    String openssl = Check.string(name, 1, "sha1");
                    DigestName algorithm = DigestName.of(openssl);
                    return algorithm == null
                            ? Values.of2(null, "digest.new: invalid digest type \"" + openssl + "\"")
                            : kind.wrap(new Message(algorithm));
                })
                .of1("istype", value -> kind.orNull(value) != null)
                .ofN("update", arguments -> {
                    kind.self(Check.at(arguments, 0)).add(arguments);
                    return true;
                })
                .of2("final", (self, text) -> {
                    Message message = kind.self(self);
                    if (text != null) {
                        message.add(Check.string(text, 2));
                    }
                    return Bytes.text(message.hash());
                })
                .of1("reset", self -> {
                    kind.self(self).clear();
                    return true;
                })
                .table();
    }
}
