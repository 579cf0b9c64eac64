/** Tests of the modules: Lua files in the resources, and what needs more than one worker. */
@NullMarked
package io.moongate.gateway.script.require;

import org.jspecify.annotations.NullMarked;
