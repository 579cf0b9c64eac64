/**
 * The Admin API: HTTP over entities. One generic resource serves every kind of entity by its declaration; what is not
 * about entities stands in small files beside it. Knows no proxy and no Lua. To add an endpoint that no entity has, copy
 * {@link io.moongate.gateway.admin.CacheResource}.
 */
@NullMarked
package io.moongate.gateway.admin;

import org.jspecify.annotations.NullMarked;
