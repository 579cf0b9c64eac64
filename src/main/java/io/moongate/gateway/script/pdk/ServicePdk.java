package io.moongate.gateway.script.pdk;

import io.moongate.gateway.exchange.Exchange;
import io.moongate.gateway.exchange.Phase;
import io.moongate.gateway.exchange.UpstreamRequest;
import io.moongate.gateway.script.EntityTables;
import io.moongate.gateway.script.Functions;
import io.moongate.gateway.script.LuaWorker;
import io.moongate.gateway.script.Namespace;
import io.moongate.gateway.script.Phases;
import io.moongate.lua.op.Call;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.BudgetExceeded;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import org.jspecify.annotations.Nullable;

/** {@code kong.service}: where the request goes. */
final class ServicePdk {
    private static final Phases ACCESS = Phases.only("access");
    static final Phases TARGET = Phases.only("rewrite, access, balancer, preread");
    private static final int LONGEST = 2_147_483_646;
    private static final int MOST_RETRIES = 32_767;

    private final LuaWorker worker;

    private ServicePdk(LuaWorker worker) {
        this.worker = worker;
    }

    static LuaTable table(LuaWorker worker) {
        ServicePdk pdk = new ServicePdk(worker);
        ServiceTls tls = new ServiceTls(worker);
        return new Namespace()
                .of1("set_upstream", pdk::setUpstream)
                .of2("set_target", pdk::setTarget)
                .of1("set_target_retry_callback", pdk::setRetryCallback)
                .of1("set_retries", pdk::setRetries)
                .of3("set_timeouts", pdk::setTimeouts)
                .of2("set_tls_cert_key", tls::setCertificate)
                .of1("set_tls_verify", tls::setVerify)
                .of1("set_tls_verify_depth", tls::setDepth)
                .of1("set_tls_verify_store", tls::setStore)
                .value("request", ServiceRequestPdk.table(worker))
                .value("response", ServiceResponsePdk.table(worker))
                .table();
    }

    private @Nullable Object setUpstream(@Nullable Object name) {
        Exchange exchange = ACCESS.check(worker);
        if (!(name instanceof String host)) {
            throw LuaError.caller("host must be a string");
        }
        if (!exchange.configuration.hasUpstream(EntityTables.text(host))) {
            return Values.of2(null, "could not find an Upstream named '" + host + "'");
        }
        exchange.upstream.host = host;
        return true;
    }

    private @Nullable Object setTarget(@Nullable Object host, @Nullable Object port) {
        UpstreamRequest upstream = TARGET.check(worker).upstream;
        if (!(host instanceof String name)) {
            throw LuaError.caller("host must be a string");
        }
        if (!(port instanceof Double number) || number != Math.floor(number)) {
            throw LuaError.caller("port must be an integer");
        }
        if (number < 0 || number > 65535) {
            throw LuaError.caller("port must be an integer between 0 and 65535: given " + Convert.tostring(number));
        }
        upstream.host = name;
        upstream.port = number.intValue();
        upstream.hostHeader = name;
        return Values.NONE;
    }

    private @Nullable Object setRetryCallback(@Nullable Object callback) {
        Exchange exchange = ACCESS.check(worker);
        if (!(callback instanceof LuaFunction function)) {
            throw LuaError.caller("argument must be a function");
        }
        Functions plugin = worker.running();
        exchange.upstream.retryTarget =
                () -> worker.callBack(exchange, plugin, Phase.BALANCER, () -> choose(exchange.upstream, function));
        return Values.NONE;
    }

    /** Takes the host and port that a function gives, or those that it set itself; or why there are none. */
    private static @Nullable String choose(UpstreamRequest upstream, LuaFunction function) {
        Object result;
        try {
            result = Call.call(function);
        } catch (LuaError thrown) {
            return thrown.text();
        } catch (BudgetExceeded exceeded) {
            return exceeded.text();
        }
        Object host = Values.get(result, 0);
        Object port = Values.get(result, 1);
        if (host instanceof String name && port instanceof Double number) {
            upstream.host = name;
            upstream.port = number.intValue();
        } else if (!Convert.truth(host)) {
            return port == null ? "no target" : Convert.tostring(port);
        }
        return null;
    }

    private @Nullable Object setRetries(@Nullable Object retries) {
        UpstreamRequest upstream = ACCESS.check(worker).upstream;
        if (!(retries instanceof Double number) || number != Math.floor(number)) {
            throw LuaError.caller("retries must be an integer");
        }
        if (number < 0 || number > MOST_RETRIES) {
            // Kong's text speaks of a port here.
            throw LuaError.caller("port must be an integer between 0 and 32767: given " + Convert.tostring(number));
        }
        upstream.retries = number.intValue();
        return Values.NONE;
    }

    private @Nullable Object setTimeouts(@Nullable Object connect, @Nullable Object write, @Nullable Object read) {
        UpstreamRequest upstream = ACCESS.check(worker).upstream;
        int connectTimeout = timeout(connect, "connect_timeout");
        int writeTimeout = timeout(write, "write_timeout");
        int readTimeout = timeout(read, "read_timeout");
        upstream.connectTimeout = connectTimeout;
        upstream.writeTimeout = writeTimeout;
        upstream.readTimeout = readTimeout;
        return Values.NONE;
    }

    private static int timeout(@Nullable Object value, String name) {
        if (!(value instanceof Double number) || number != Math.floor(number)) {
            throw LuaError.caller(name + " must be an integer");
        }
        if (number < 1 || number > LONGEST) {
            throw LuaError.caller(
                    name + " must be an integer between 1 and " + LONGEST + ": given " + Convert.tostring(number));
        }
        return number.intValue();
    }
}
