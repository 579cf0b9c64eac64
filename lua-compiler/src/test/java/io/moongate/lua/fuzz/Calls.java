package io.moongate.lua.fuzz;

/** Random calls of the library, printed. */
final class Calls {
    private static final String[] FORMATS = {
        "%d",
        "%5d",
        "%-5d|",
        "%05d",
        "%+d",
        "% d",
        "%i",
        "%u",
        "%x",
        "%X",
        "%#x",
        "%o",
        "%c",
        "%e",
        "%.0e",
        "%12.3E",
        "%f",
        "%.0f",
        "%10.2f",
        "%-10.1f|",
        "%+.3f",
        "%g",
        "%G",
        "%.3g",
        "%#g",
        "%.14g",
        "%.17g",
        "%s",
        "%10s",
        "%-10s|",
        "%.2s",
        "%q",
        "%%",
        "%5.1s|"
    };
    private static final String[] PATTERNS = {
        "'%w+'",
        "'(%a+)(%d*)'",
        "'()'",
        "'^%s*(.-)%s*$'",
        "'[^,]*'",
        "'%f[%w]%w+'",
        "'%b()'",
        "'(.)(.)'",
        "'l+'",
        "'%u'",
        "'[a-c]-x?'",
        "'.$'",
        "'(%w)%1'",
        "'[%]%-]'",
        "'%x%x'",
        "''",
        "'a*'",
        "'[^%s]+'",
        "'%p'"
    };

    private final Sketch sketch;

    Calls(Sketch sketch) {
        this.sketch = sketch;
    }

    private String string() {
        return sketch.value(Kind.STRING);
    }

    private String small() {
        return String.valueOf(sketch.random.nextInt(-4, 9));
    }

    /** Where to begin in a string; past its end only 5.2 compatibility says nothing is found. */
    private String init() {
        return sketch.compat52 ? small() : String.valueOf(sketch.random.nextInt(-4, 2));
    }

    private void show(String call) {
        sketch.line("print(" + call + ")");
    }

    void guarded() {
        show("pcall(" + sketch.scope.any(Kind.FUNCTION) + ", " + sketch.expressions.list(1) + ")");
    }

    void text() {
        String s = string();
        String pattern = sketch.one(PATTERNS);
        switch (sketch.random.nextInt(12)) {
            case 0 -> show("string.find(" + s + ", " + pattern + ", " + init() + ")");
            case 1 -> show("string.find(" + s + ", " + string() + ", " + init() + ", true)");
            case 2 -> show("string.match(" + s + ", " + pattern + ", " + init() + ")");
            case 3 -> show("string.gsub(" + s + ", " + pattern + ", '<%0>', " + small() + ")");
            case 4 -> show("string.gsub(" + s + ", " + pattern + ", function(a, b) return b or a end)");
            case 5 -> show("string.gsub(" + s + ", " + pattern + ", {a = 'A', l = 1, [''] = '-'})");
            case 6 -> sketch.line("for a, b in (" + s + "):gmatch(" + pattern + ") do tick() print(a, b) end");
            case 7 -> show("string.byte(" + s + ", " + small() + ", " + small() + ")");
            case 8 -> show("string.sub(" + s + ", " + small() + ", " + small() + ")");
            case 9 -> show("string.rep(" + s + ", " + small() + ", " + sketch.one("','", "''", "nil") + ")");
            case 10 ->
                show("string.char(" + sketch.random.nextInt(1, 120) + ", 65, " + sketch.random.nextInt(255) + ")");
            default -> show("#" + sketch.scope.any(Kind.STRING) + ", (" + s + "):upper(), (" + s + "):reverse()");
        }
    }

    void format() {
        String format = sketch.one(FORMATS);
        String values =
                switch (format.charAt(format.indexOf('%') + format.length() - 1 - (format.endsWith("|") ? 1 : 0))) {
                    case 's', 'q' -> "tostring(" + sketch.expressions.of(Kind.STRING, 1) + ")";
                    case 'c' -> sketch.number() + " % 100 + 20";
                    case 'd', 'i', 'u', 'x', 'X', 'o' -> "math.floor(" + sketch.number() + " % 1000)";
                    default -> sketch.number();
                };
        show("pcall(string.format, '" + format + sketch.one("", "", " %s") + "', " + values + sketch.one("", ", 7")
                + ")");
    }

    void table() {
        String array = sketch.scope.any(Kind.ARRAY);
        switch (sketch.random.nextInt(11)) {
            case 0 -> show("pcall(table.concat, " + array + ", '-', " + small() + ", " + small() + ")");
            case 1 ->
                show("pcall(table.insert, " + array + ", math.min(" + sketch.random.nextInt(1, 4) + ", #" + array
                        + " + 1), " + sketch.number() + ")");
            case 2 -> show("pcall(table.remove, " + array + ", " + sketch.random.nextInt(1, 4) + ")");
            case 3 -> show("unpack(" + array + ", " + small() + ", " + small() + ")");
            case 4 -> show("select(" + sketch.one("-1", "1", "2", "'#'") + ", " + sketch.expressions.list(1) + ")");
            case 5 -> show("rawequal(" + array + ", " + array + "), rawget(" + array + ", 1), next({})");
            case 6 -> show("pcall(next, " + array + ", " + sketch.one("nil", "#" + array, "'no'") + ")");
            case 7 -> {
                sketch.line("do local t = {" + string() + ", " + string() + ", " + string() + "}");
                sketch.line("table.sort(t, function(a, b) return " + sketch.one("a < b", "a > b", "#a < #b and a < b")
                        + " end) print(t) end");
            }
            case 8 -> show("#" + array + ", " + array + "[#" + array + "], " + array + "['1'], " + array + "[1.5]");
            case 9 ->
                show("pcall(setmetatable, " + sketch.expressions.shown(1) + ", " + sketch.one("nil", "{}", "1") + ")");
            default -> show("pcall(table.maxn, " + sketch.scope.any(Kind.MAP) + ")");
        }
    }

    void number() {
        String n = sketch.number();
        switch (sketch.random.nextInt(10)) {
            case 0 ->
                show("tonumber(" + string() + "), tonumber(" + string() + ", " + sketch.random.nextInt(2, 37) + ")");
            case 1 ->
                show("pcall(tonumber, " + sketch.expressions.shown(1) + ", " + sketch.one("10", "16", "nil") + ")");
            case 2 -> show("math.fmod(" + n + ", " + sketch.number() + "), math.modf(" + sketch.number() + ")");
            case 3 -> show("math.floor(" + n + "), math.ceil(" + n + "), math.huge, -math.huge");
            case 4 ->
                show("bit." + sketch.one("tobit", "bnot", "bswap", "tohex") + "(" + sketch.number() + " % 4294967296)");
            case 5 -> show("bit.tohex(" + sketch.number() + " % 65536, " + small() + ")");
            case 6 -> show(n + " / 0, -(" + n + "), 0 / " + n + ", " + n + " % 0");
            case 7 ->
                show("math.max(" + n + ", " + sketch.number() + "), math.min(" + sketch.expressions.list(1) + ")");
            case 8 -> show("tostring(" + n + "), " + n + " .. '', #tostring(" + sketch.number() + ")");
            default -> show("(loadstring or load)('return ' .. " + sketch.one("'1 + 1'", string(), "'...'") + ")");
        }
    }
}
