/** Tests of what functions reach, one file for each namespace. To add one, copy a neighbour. */
@NullMarked
package io.moongate.gateway.script.ngx;

import org.jspecify.annotations.NullMarked;
