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

    /** Milliseconds that they may take in all, waiting included, 0 for any. */
    @WithDefault("120000")
    int untrustedLuaTimeLimit();

    /** The size of the dictionaries that hold entities and what {@code kong.cache} keeps. */
    @WithDefault("128m")
    @WithConverter(Size.Reader.class)
    Size memCacheSize();

    /** Further dictionaries of {@code ngx.shared}: a name and a size each, parted by semicolons. */
    Optional<String> nginxHttpLuaSharedDict();

    /** Timers of functions that may wait for their time, in one worker. */
    @WithDefault("16384")
    int nginxHttpLuaMaxPendingTimers();

    /** Timers of functions that may run at once, in one worker. */
    @WithDefault("4096")
    int nginxHttpLuaMaxRunningTimers();

    /** The authorities that connections of functions believe: files with certificates, or {@code system}. */
    @WithDefault("system")
    List<@WithConverter(Word.class) String> luaSslTrustedCertificate();

    @WithDefault("100")
    int luaMaxReqHeaders();

    @WithDefault("100")
    int luaMaxRespHeaders();

    @WithDefault("100")
    int luaMaxUriArgs();

    @WithDefault("100")
    int luaMaxPostArgs();
}
