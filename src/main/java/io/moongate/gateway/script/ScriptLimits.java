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
    /** Ample for anything that answers a request, and an end for what never does. */
    private static final Limits CALL =
            Limits.NONE.withCpu(Duration.ofSeconds(10)).withAllocatedBytes(4L << 30);

    /** Kong's own settings. */
    public static final ScriptLimits STANDARD = new ScriptLimits(100, 100, 100, 100, 8192, CALL);

    /** From the settings of a node. */
    public static ScriptLimits of(GatewayConfig config) {
        return new ScriptLimits(
                config.lua().luaMaxReqHeaders(),
                config.lua().luaMaxRespHeaders(),
                config.lua().luaMaxUriArgs(),
                config.lua().luaMaxPostArgs(),
                config.proxy().nginxHttpClientBodyBufferSize().bytes(),
                CALL);
    }
}
