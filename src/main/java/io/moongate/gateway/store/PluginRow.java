package io.moongate.gateway.store;

import io.moongate.gateway.model.Document;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A configured plugin in the database. */
@Entity
@Table(name = "plugins")
public class PluginRow extends EntityRow {
    @Nullable
    String name;

    @Column(name = "instance_name")
    @Nullable
    String instanceName;

    /** Name and scope as one text, which is unique: a scope has one instance of a plugin. */
    @Column(name = "cache_key")
    String cacheKey = "";

    @Column(name = "service_id")
    @Nullable
    UUID service;

    @Column(name = "route_id")
    @Nullable
    UUID route;

    @Column(name = "consumer_id")
    @Nullable
    UUID consumer;

    @Override
    void fillKeys(Document fields) {
        name = fields.string("name");
        instanceName = fields.string("instance_name");
        service = fields.foreign("service");
        route = fields.foreign("route");
        consumer = fields.foreign("consumer");
        cacheKey = name + ":" + route + ":" + service + ":" + consumer;
    }

    @ApplicationScoped
    static class Rows implements RowRepository<PluginRow> {
        @Override
        public String kind() {
            return "plugins";
        }

        @Override
        public PluginRow blank() {
            return new PluginRow();
        }
    }
}
