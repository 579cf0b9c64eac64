/**
 * The program as a tree, every name bound to what it means. This room knows neither how the tree came about nor what
 * becomes of it. To add a statement, copy {@link io.moongate.lua.tree.Stat.While}; exhaustive switches will show the
 * rest.
 */
@NullMarked
package io.moongate.lua.tree;

import org.jspecify.annotations.NullMarked;
