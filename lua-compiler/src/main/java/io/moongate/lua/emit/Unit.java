package io.moongate.lua.emit;

import io.moongate.lua.value.Prototype;
import java.util.List;

/**
 * A compiled function, not yet a class.
 *
 * @param className internal name, for dumps
 * @param bytes the class file
 * @param numbers its boxed number constants, one static field each
 * @param overflow constants beyond those that have fields
 * @param inner the functions written in it
 */
public record Unit(
        String className,
        byte[] bytes,
        Prototype prototype,
        List<Double> numbers,
        List<Object> overflow,
        List<Unit> inner) {}
