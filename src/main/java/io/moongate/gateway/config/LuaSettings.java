package io.moongate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What functions given by users may do. */
@ConfigMapping(namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface LuaSettings {

    @WithDefault("sandbox")
    SandboxMode untrustedLua();

    /** The modules that a function in the sandbox may require. */
    Optional<List<@WithConverter(Word.class) String>> untrustedLuaSandboxRequires();

    /** The globals that a function in the sandbox sees besides the usual ones. */
    Optional<List<@WithConverter(Word.class) String>> untrustedLuaSandboxEnvironment();

    /** Where modules written in Lua are looked for: templates with a question mark, parted by semicolons. */
    @WithDefault("./?.lua;./?/init.lua;")
    String luaPackagePath();

    @WithDefault("100")
    int luaMaxReqHeaders();

    @WithDefault("100")
    int luaMaxRespHeaders();

    @WithDefault("100")
    int luaMaxUriArgs();

    @WithDefault("100")
    int luaMaxPostArgs();
}
