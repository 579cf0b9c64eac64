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

    /** Milliseconds of CPU time that the functions of a plugin may use in one phase of one request, 0 for any. */
    @WithDefault("1000")
    int untrustedLuaCpuLimit();

    /** Memory that they may allocate meanwhile, 0 for any: bytes, or with k, m or g. */
    @WithDefault("256m")
    @WithConverter(Size.Reader.class)
    Size untrustedLuaMemoryLimit();

    @WithDefault("100")
    int luaMaxReqHeaders();

    @WithDefault("100")
    int luaMaxRespHeaders();

    @WithDefault("100")
    int luaMaxUriArgs();

    @WithDefault("100")
    int luaMaxPostArgs();
}
