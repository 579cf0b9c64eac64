package io.moongate.gateway;

import io.moongate.gateway.balance.TargetHealth;
import io.moongate.gateway.config.GatewayConfig;
import io.moongate.gateway.config.NodeId;
import io.moongate.gateway.observe.ErrorLog;
import io.moongate.gateway.observe.OtlpSpans;
import io.moongate.gateway.observe.SpanSink;
import io.moongate.gateway.observe.Traffic;
import io.moongate.gateway.plugin.PluginKind;
import io.moongate.gateway.plugin.PluginLog;
import io.moongate.gateway.plugins.basicauth.BasicAuth;
import io.moongate.gateway.plugins.basicauth.BasicAuthSchema;
import io.moongate.gateway.plugins.correlationid.CorrelationId;
import io.moongate.gateway.plugins.correlationid.CorrelationIdSchema;
import io.moongate.gateway.plugins.keyauth.KeyAuth;
import io.moongate.gateway.plugins.keyauth.KeyAuthSchema;
import io.moongate.gateway.plugins.postfunction.PostFunction;
import io.moongate.gateway.plugins.prefunction.PreFunction;
import io.moongate.gateway.schema.PluginSchema;
import io.moongate.gateway.schema.PluginSchemas;
import io.moongate.gateway.schema.Schemas;
import io.moongate.gateway.schema.Validator;
import io.moongate.gateway.schema.entity.StandardSchemas;
import io.moongate.gateway.schema.plugin.FunctionSchemas;
import io.moongate.gateway.script.Script;
import io.moongate.gateway.script.Tracing;
import io.moongate.gateway.store.Entities;
import io.moongate.gateway.store.EntityStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes beans of what the lower rooms offer as plain classes. */
@ApplicationScoped
class Wiring {

    @Produces
    @Singleton
    Script script(GatewayConfig config, ErrorLog log, Traffic traffic, SpanSink spans) throws IOException {
        Script script = Script.of(config, log, DataPlane.facts(config, NodeId.of(config), traffic));
        script.trace(Tracing.of(config.tracing(), spans));
        return script;
    }

    /** Nothing of OpenTelemetry is loaded where nothing is traced. */
    @Produces
    @Singleton
    SpanSink spans(GatewayConfig config) throws IOException {
        boolean off = config.tracing().tracingInstrumentations().equals(List.of("off"));
        return off || config.tracing().tracingEndpoint().isEmpty()
                ? SpanSink.NONE
                : OtlpSpans.to(
                        config.tracing().tracingEndpoint().get(),
                        NodeId.of(config).text());
    }

    void closeSpans(@Disposes SpanSink spans) {
        if (spans instanceof OtlpSpans open) {
            open.close();
        }
    }

    @Produces
    @Singleton
    PluginKind preFunction(Script script) {
        return PreFunction.kind(script);
    }

    @Produces
    @Singleton
    PluginKind postFunction(Script script) {
        return PostFunction.kind(script);
    }

    @Produces
    @Singleton
    PluginLog pluginLog(ErrorLog log) {
        return new PluginLog(log);
    }

    @Produces
    @Singleton
    PluginKind keyAuth(PluginLog log) {
        return KeyAuth.kind(log);
    }

    @Produces
    @Singleton
    PluginKind basicAuth(PluginLog log) {
        return BasicAuth.kind(log);
    }

    @Produces
    @Singleton
    PluginKind correlationId() {
        return CorrelationId.kind();
    }

    @Produces
    @Singleton
    PluginSchemas plugins(GatewayConfig config, Script check) {
        List<PluginSchema> all = new ArrayList<>(FunctionSchemas.of(check));
        all.add(KeyAuthSchema.schema());
        all.add(BasicAuthSchema.schema());
        all.add(CorrelationIdSchema.schema());
        Set<String> enabled = EnabledPlugins.of(
                config.plugins(), all.stream().map(PluginSchema::name).toList());
        return new PluginSchemas(all, enabled);
    }

    @Produces
    @Singleton
    Schemas schemas(PluginSchemas plugins) {
        return StandardSchemas.of(plugins);
    }

    @Produces
    @Singleton
    TargetHealth targetHealth() {
        return new TargetHealth();
    }

    @Produces
    @Singleton
    Validator validator() {
        return new Validator();
    }

    @Produces
    @Singleton
    Entities entities(Schemas schemas, Validator validator, EntityStore store) {
        return new Entities(schemas, validator, store);
    }
}
