/** Tests of connections that functions make. To add a test, copy {@code TrustTest}. */
@NullMarked
package io.moongate.gateway.script.net;

import org.jspecify.annotations.NullMarked;
