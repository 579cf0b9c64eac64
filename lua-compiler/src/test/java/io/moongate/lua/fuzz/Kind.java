package io.moongate.lua.fuzz;

/** What a variable of a random program holds; its name begins with the prefix, so that shadowing keeps the kind. */
enum Kind {
    NUMBER("n"),
    STRING("s"),
    BOOLEAN("b"),
    /** A sequence of numbers, without holes. */
    ARRAY("a"),
    /** Fields and other keys with numbers. */
    MAP("m"),
    /** Takes two numbers and returns one. */
    FUNCTION("f"),
    /** Takes a number and returns a number, a string and a boolean. */
    MULTI("g"),
    /** Takes and returns anything. */
    VARIADIC("v"),
    /** Has every metamethod. */
    OBJECT("o");

    final String prefix;

    Kind(String prefix) {
        this.prefix = prefix;
    }
}
