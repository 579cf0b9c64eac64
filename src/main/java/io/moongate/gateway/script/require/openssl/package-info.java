/**
 * {@code resty.openssl.*} on Java's own cryptography, one file a module. Knows values of Lua and nothing of requests. To
 * add a module, copy {@code RandModule} and name it in {@link
 * io.moongate.gateway.script.require.openssl.OpensslModules}.
 */
@NullMarked
package io.moongate.gateway.script.require.openssl;

import org.jspecify.annotations.NullMarked;
