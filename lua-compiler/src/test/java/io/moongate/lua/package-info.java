/** Tests of the compiler and the runtime through their door. To add a case of the language, copy one of LanguageTest. */
@NullMarked
package io.moongate.lua;

import org.jspecify.annotations.NullMarked;
