/**
 * The regular expressions of routes: the syntax and the meaning of Rust's regex crate, in time linear in the text.
 * Knows no other room. To add an escape or a class, copy how {@code \d} goes from
 * {@link io.moongate.gateway.regex.RegexParser} through {@link io.moongate.gateway.regex.UnicodeClasses}.
 */
@NullMarked
package io.moongate.gateway.regex;

import org.jspecify.annotations.NullMarked;
