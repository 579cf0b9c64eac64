@NullMarked
package io.moongate.gateway.balance;

import org.jspecify.annotations.NullMarked;
