/** Replays recordings of a real Kong against the rooms that decide the answers, without sockets. */
@NullMarked
package io.moongate.gateway.golden;

import org.jspecify.annotations.NullMarked;
