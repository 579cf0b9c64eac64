package io.moongate.lua.lib;

/** How JSON is written and read: what the functions of the module {@code cjson} set. Each module has its own. */
public final class JsonSettings {
    /** What becomes of a number that JSON cannot express. */
    enum InvalidNumbers {
        REFUSED,
        WRITTEN,
        NULL
    }

    boolean sparseConvert;
    int sparseRatio = 2;
    int sparseSafe = 10;
    int encodeMaxDepth = 1000;
    int decodeMaxDepth = 1000;
    int numberPrecision = 14;
    boolean keepBuffer = true;
    boolean emptyTableAsObject = true;
    boolean arrayWithArrayMetatable;
    boolean escapeForwardSlash = true;
    boolean skipUnsupported;
    boolean decodeInvalidNumbers = true;
    InvalidNumbers encodeInvalidNumbers = InvalidNumbers.REFUSED;

    /** How many significant digits numbers are written with. */
    public JsonSettings numberPrecision(int digits) {
        numberPrecision = digits;
        return this;
    }

    /** What counts as a sparse array: longer than {@code safe} and than {@code ratio} times its items. */
    public JsonSettings sparseArrays(boolean convert, int ratio, int safe) {
        sparseConvert = convert;
        sparseRatio = ratio;
        sparseSafe = safe;
        return this;
    }

    /** Whether an empty table is written as an object. */
    public JsonSettings emptyTableAsObject(boolean yes) {
        emptyTableAsObject = yes;
        return this;
    }

    /** Whether arrays are read with the metatable that has them written as arrays again. */
    public JsonSettings arrayWithArrayMetatable(boolean yes) {
        arrayWithArrayMetatable = yes;
        return this;
    }

    /** Whether a slash is written with a backslash before it. */
    public JsonSettings escapeForwardSlash(boolean yes) {
        escapeForwardSlash = yes;
        return this;
    }
}
