package io.moongate.gateway.script;

import io.moongate.gateway.config.GatewayConfig;
import io.moongate.lua.sandbox.Limits;
import java.time.Duration;

/**
 * How much functions get and may use.
 *
 * @param bodyBuffer bytes of a request's body that functions see without asking for a file
 * @param call what one run of a plugin's functions in one phase may use
 */
public record ScriptLimits(
        int requestHeaders, int responseHeaders, int uriArgs, int postArgs, long bodyBuffer, Limits call) {
    /** Kong's own settings. */
    public static final ScriptLimits STANDARD = new ScriptLimits(100, 100, 100, 100, 8192, limits(1000, 256L << 20));

    /** From the settings of a node. */
    public static ScriptLimits of(GatewayConfig config) {
        return new ScriptLimits(
                config.lua().luaMaxReqHeaders(),
                config.lua().luaMaxRespHeaders(),
                config.lua().luaMaxUriArgs(),
                config.lua().luaMaxPostArgs(),
                config.proxy().nginxHttpClientBodyBufferSize().bytes(),
                limits(
                        config.lua().untrustedLuaCpuLimit(),
                        config.lua().untrustedLuaMemoryLimit().bytes()));
    }

    private static Limits limits(int cpuMillis, long allocatedBytes) {
        Limits limits = cpuMillis > 0 ? Limits.NONE.withCpu(Duration.ofMillis(cpuMillis)) : Limits.NONE;
        return allocatedBytes > 0 ? limits.withAllocatedBytes(allocatedBytes) : limits;
    }
}
