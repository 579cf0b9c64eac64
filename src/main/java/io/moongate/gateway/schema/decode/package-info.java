/**
 * Bodies and query strings to documents: JSON, forms, multipart, with nested names, and texts turned into the numbers
 * and booleans that the schema expects.
 *
 * <p>Knows no HTTP beyond a content type's text. To add a body form, copy {@code FormBody}.
 */
@NullMarked
package io.moongate.gateway.schema.decode;

import org.jspecify.annotations.NullMarked;
