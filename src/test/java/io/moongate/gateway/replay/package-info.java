/**
 * Recordings of a real Kong, put to this gateway again and compared. The rules of the comparison are those under which
 * the recordings were made: what must be equal, what is generated, and what has no order.
 */
@NullMarked
package io.moongate.gateway.replay;

import org.jspecify.annotations.NullMarked;
