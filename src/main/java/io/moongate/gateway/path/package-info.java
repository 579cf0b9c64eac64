/**
 * Paths of URIs: their normal form and their escapes. Knows no other room. To add a question about paths, copy {@link
 * io.moongate.gateway.path.NormalPath}.
 */
@NullMarked
package io.moongate.gateway.path;

import org.jspecify.annotations.NullMarked;
