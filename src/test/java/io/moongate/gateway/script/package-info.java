/** Tests of the script room on its own: exchanges without sockets. To add a test, copy {@code FirstRunTest}. */
@NullMarked
package io.moongate.gateway.script;

import org.jspecify.annotations.NullMarked;
