package io.moongate.gateway.script;

import io.moongate.gateway.config.GatewayConfig;
import io.moongate.lua.sandbox.Limits;
import java.time.Duration;

/**
 * How much functions get and may use.
 *
 * @param bodyBuffer bytes of a request's body that functions see without asking for a file
 * @param call what one run of a plugin's functions in one phase may use
 * @param pendingTimers how many timers of a worker may wait for their time
 * @param runningTimers how many may run at once
 */
public record ScriptLimits(
        int requestHeaders,
        int responseHeaders,
        int uriArgs,
        int postArgs,
        long bodyBuffer,
        Limits call,
        int pendingTimers,
        int runningTimers) {
    /** Kong's own settings. */
    public static final ScriptLimits STANDARD =
            new ScriptLimits(100, 100, 100, 100, 8192, limits(1000, 256L << 20, 120_000), 16_384, 4096);

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
                        config.lua().untrustedLuaMemoryLimit().bytes(),
                        config.lua().untrustedLuaTimeLimit()),
                config.lua().nginxHttpLuaMaxPendingTimers(),
                config.lua().nginxHttpLuaMaxRunningTimers());
    }

    private static Limits limits(int cpuMillis, long allocatedBytes, int wallMillis) {
        return Limits.NONE
                .withCpu(Duration.ofMillis(Math.max(0, cpuMillis)))
                .withAllocatedBytes(Math.max(0, allocatedBytes))
                .withWall(Duration.ofMillis(Math.max(0, wallMillis)));
    }

    /** The same with other limits for a call. */
    public ScriptLimits with(Limits other) {
        return new ScriptLimits(
                requestHeaders, responseHeaders, uriArgs, postArgs, bodyBuffer, other, pendingTimers, runningTimers);
    }

    /** What one run of a timer may use: it may wait for ever, as nobody waits for it. */
    Limits timer() {
        return call.withWall(Duration.ZERO);
    }
}
