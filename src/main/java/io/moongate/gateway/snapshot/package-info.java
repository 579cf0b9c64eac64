/**
 * What the data plane works with at one moment: router and plans, built whole off the event loop from the stored
 * entities and swapped at once. Knows store, router and plugins; nothing of sockets or of Lua. To put a further thing
 * into force with the rest, add it to {@link io.moongate.gateway.snapshot.Snapshot} and build it in {@link
 * io.moongate.gateway.snapshot.SnapshotBuilder}.
 */
@NullMarked
package io.moongate.gateway.snapshot;

import org.jspecify.annotations.NullMarked;
