package io.moongate.gateway.script;

import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.SandboxMode;
import io.moongate.gateway.exchange.Configuration;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.schema.FunctionCheck;
import io.moongate.gateway.script.net.Trust;
import io.moongate.gateway.script.ngx.SharedDicts;
import io.moongate.gateway.script.pdk.CacheStore;
import io.moongate.lua.Lua;
import io.moongate.lua.LuaChunk;
import io.moongate.lua.LuaOptions;
import io.moongate.lua.LuaSyntaxException;
import io.moongate.lua.value.ChunkLoader;
import io.moongate.lua.value.LuaError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What all workers share: the settings for functions, the log, the shared dictionaries, and what is known of the node. */
public final class Script implements FunctionCheck {
    private static final String OFF =
            "/usr/local/share/lua/5.1/kong/tools/sandbox.lua:119: loading of untrusted Lua code"
                    + " disabled because 'untrusted_lua' config option is set to 'off'";

    private final SandboxMode mode;
    private final Set<String> requires;
    private final List<String> environment;
    private final ScriptLimits limits;
    private final ErrorLog log;
    private final NodeFacts facts;
    private SharedDicts dicts = SharedDicts.standard();
    private List<String> authorities = List.of();
    private volatile Supplier<? extends Configuration> inForce = () -> Configuration.EMPTY;
    private volatile Tracing tracing = Tracing.OFF;
    private final CacheStore cache = new CacheStore();
    private final Map<String, Object> configuration;
    private final String packagePath;
    private final Lua lua = new Lua();

    /**
     * @param requires the modules that the sandbox allows
     * @param environment the further globals that the sandbox shows
     * @param configuration the settings that functions see, secrets masked
     * @param packagePath where modules of the user's are looked for, as Lua's {@code package.path}
     */
    public Script(
            SandboxMode mode,
            Set<String> requires,
            List<String> environment,
            ScriptLimits limits,
            ErrorLog log,
            NodeFacts facts,
            Map<String, Object> configuration,
            String packagePath) {
        this.mode = mode;
        this.requires = requires;
        this.environment = environment;
        this.limits = limits;
        this.log = log;
        this.facts = facts;
        this.configuration = configuration;
        this.packagePath = packagePath;
    }

    /** As the settings of a node say. */
    public static Script of(GatewayConfig config, ErrorLog log, NodeFacts facts) {
        Script script = new Script(
                config.lua().untrustedLua(),
                Set.copyOf(config.lua().untrustedLuaSandboxRequires().orElse(List.of())),
                config.lua().untrustedLuaSandboxEnvironment().orElse(List.of()),
                ScriptLimits.of(config),
                log,
                facts,
                ConfigurationView.of(config),
                config.lua().luaPackagePath());
        script.dicts = SharedDicts.of(
                config.lua().memCacheSize().bytes(),
                config.lua().nginxHttpLuaSharedDict().orElse(""));
        script.authorities = config.lua().luaSslTrustedCertificate();
        return script;
    }

    /** Whose certificates the connections of functions believe. */
    Trust trust() {
        return Trust.ofFiles(authorities);
    }

    /** Compiles the text of a function; the same text gives the same class. */
    LuaChunk compile(String source) {
        String bytes = EntityTables.bytes(source);
        try {
            return lua.compile(bytes, LuaOptions.named(bytes));
        } catch (LuaSyntaxException e) {
            throw new IllegalArgumentException(e.problem().sentence(), e);
        }
    }

    /** Looks at the text of a function without compiling it. */
    @Override
    public Optional<String> check(String source) {
        String bytes = EntityTables.bytes(source);
        try {
            // Compiled whole: what parses but is too large for the JVM must not reach the snapshot.
            lua.compile(bytes, LuaOptions.named(bytes));
            return Optional.empty();
        } catch (LuaSyntaxException e) {
            return Optional.of(EntityTables.text(e.problem().sentence()));
        }
    }

    /** What {@code load} needs, where functions have it. */
    public ChunkLoader loader() {
        return lua;
    }

    /** Raises Kong's error where functions are not to run at all. */
    void refuseWhereOff() {
        if (mode == SandboxMode.OFF) {
            throw new LuaError(OFF);
        }
    }

    public SandboxMode mode() {
        return mode;
    }

    public Set<String> requires() {
        return requires;
    }

    public List<String> environment() {
        return environment;
    }

    public ScriptLimits limits() {
        return limits;
    }

    public ErrorLog log() {
        return log;
    }

    public NodeFacts facts() {
        return facts;
    }

    public SharedDicts dicts() {
        return dicts;
    }

    /** Says what is traced, and where spans go; before the workers start. */
    public void trace(Tracing wanted) {
        tracing = wanted;
    }

    public Tracing tracing() {
        return tracing;
    }

    /** Tells where the configuration is that functions without a request look things up in. */
    public void follow(Supplier<? extends Configuration> configurations) {
        inForce = configurations;
    }

    Configuration configurationInForce() {
        return inForce.get();
    }

    /** The values of {@code kong.cache} that workers share. */
    public CacheStore cache() {
        return cache;
    }

    /** Where modules of the user's are looked for. */
    public String packagePath() {
        return packagePath;
    }

    public Map<String, Object> configuration() {
        return configuration;
    }
}
