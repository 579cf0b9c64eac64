package io.moongate.lua.fuzz;

import java.util.SplittableRandom;

/** Random expressions, of the kind that is asked for but for a small chance to be wrong. */
final class Expressions {
    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "3",
        "5",
        "7",
        "10",
        "-1",
        "-3",
        "100",
        "255",
        "0.5",
        "1.5",
        "-0.25",
        "3.75",
        "1e3",
        "1e15",
        "2^31",
        "2^53",
        "0x10",
        "1e-3",
        "65536",
        "-7",
        "4294967296",
        "-2147483648"
    };
    private static final String[] STRINGS = {
        "''",
        "'a'",
        "'ab'",
        "'abc'",
        "'Hello World'",
        "'10'",
        "'0x1F'",
        "' 5 '",
        "'1e2'",
        "'x,y,z'",
        "'k1'",
        "'k2'",
        "([[long]])",
        "'\\n\\t\\\\'",
        "'\\065\\x42'",
        "'é'",
        "'%d'",
        "'a\\0b'",
        "'nan'",
        "'-3'"
    };
    private static final String[] FIELDS = {"k1", "k2", "x", "value", "n"};
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%"};
    private static final String[] ORDER = {"<", "<=", ">", ">=", "==", "~="};
    private static final String[] PATTERNS = {
        "'%w+'", "'%a'", "'%d+'", "'(%a)(%d)'", "'l+'", "'.'", "'^%s*'", "'[^,]+'", "'o.*'", "'()b'", "'%s'", "'.-l'"
    };

    private final SplittableRandom random;
    private final Scope scope;
    /** Whether the program may be wrong here. */
    private final int wrongEvery;

    Expressions(SplittableRandom random, Scope scope, int wrongEvery) {
        this.random = random;
        this.scope = scope;
        this.wrongEvery = wrongEvery;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String of(Kind kind, int depth) {
        if (random.nextInt(wrongEvery) == 0) {
            Kind[] kinds = Kind.values();
            return random.nextInt(3) == 0 ? "nil" : scope.any(kinds[random.nextInt(kinds.length)]);
        }
        return switch (kind) {
            case NUMBER -> number(depth);
            case STRING -> string(depth);
            case BOOLEAN -> bool(depth);
            case ARRAY -> array(depth);
            case MAP -> map(depth);
            case FUNCTION -> function(depth);
            case MULTI -> scope.has(Kind.MULTI) ? scope.any(Kind.MULTI) : multi(depth);
            case VARIADIC -> scope.has(Kind.VARIADIC) ? scope.any(Kind.VARIADIC) : "function(...) return ... end";
            case OBJECT -> scope.any(Kind.OBJECT);
        };
    }

    String number(int depth) {
        if (depth <= 0) {
            return random.nextInt(3) == 0 ? one(NUMBERS) : scope.any(Kind.NUMBER);
        }
        int d = depth - 1;
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> "(" + number(d) + " " + one(ARITHMETIC) + " " + of(Kind.NUMBER, d) + ")";
            case 6 -> "-" + parenthesised(number(d));
            case 7 -> "#" + scope.any(random.nextBoolean() ? Kind.ARRAY : Kind.STRING);
            case 8 -> scope.any(Kind.FUNCTION) + "(" + of(Kind.NUMBER, d) + ", " + of(Kind.NUMBER, d) + ")";
            case 9 -> orElse(scope.any(Kind.MAP) + "." + one(FIELDS));
            case 10 -> "(" + scope.any(Kind.MAP) + "[" + of(Kind.STRING, d) + "] or " + number(d) + ")";
            case 11 -> "(" + scope.any(Kind.ARRAY) + "[" + number(d) + "] or " + number(d) + ")";
            case 12 -> "(" + of(Kind.BOOLEAN, d) + " and " + number(d) + " or " + number(d) + ")";
            case 13 -> one("math.floor(", "math.ceil(", "math.abs(", "math.sqrt(") + of(Kind.NUMBER, d) + ")";
            case 14 -> one("math.max(", "math.min(") + number(d) + ", " + of(Kind.NUMBER, d) + ")";
            case 15 -> "(tonumber(" + of(Kind.STRING, d) + ") or " + number(d) + ")";
            case 16 -> object(d);
            case 17 -> "select('#', " + one("1, nil", number(d), call(d)) + ")";
            case 18 -> "(" + call(d) + ")";
            case 19 ->
                "bit." + one("band", "bor", "bxor", "lshift", "rshift", "arshift", "rol") + "(" + number(d)
                        + " % 65536, " + number(d) + " % 32)";
            case 20 -> "(" + number(d) + " % 10) ^ " + one("2", "3", "0", "1", "0.5");
            case 21 -> parenthesised(of(Kind.STRING, d)) + ":" + one("len()", "byte()", "byte(-1)") + " % 7";
            case 22 ->
                "(function(n1, ...) " + (random.nextBoolean() ? "tick() " : "") + "return n1 " + one(ARITHMETIC) + " "
                        + number(d) + " end)(" + number(d) + ", " + of(Kind.STRING, d) + ")";
            default -> scope.any(Kind.NUMBER);
        };
    }

    /** A call that gives several values. */
    String call(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> scope.any(Kind.MULTI) + "(" + of(Kind.NUMBER, depth) + ")";
            case 1 -> scope.any(Kind.VARIADIC) + "(" + list(depth) + ")";
            case 2 -> "unpack(" + of(Kind.ARRAY, depth) + ")";
            default -> "select(" + (1 + random.nextInt(3)) + ", " + list(depth) + ")";
        };
    }

    /** Some expressions, the last of which may give several values. */
    String list(int depth) {
        int count = 1 + random.nextInt(3);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ", ").append(shown(depth));
        }
        return random.nextInt(4) == 0 && depth > 0 ? out + ", " + call(depth - 1) : out.toString();
    }

    /** An expression of a kind that can be printed. */
    String shown(int depth) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2, 3 -> of(Kind.NUMBER, depth);
            case 4, 5 -> of(Kind.STRING, depth);
            case 6 -> of(Kind.BOOLEAN, depth);
            case 7 -> of(random.nextBoolean() ? Kind.ARRAY : Kind.MAP, depth);
            default -> one("nil", "type(" + scope.any(Kind.OBJECT) + ")", "tostring(" + number(depth) + ")");
        };
    }

    private String object(int depth) {
        String o = scope.any(Kind.OBJECT);
        return switch (random.nextInt(9)) {
            case 0 -> "(" + o + " " + one("+", "-", "*", "/", "%") + " " + of(Kind.NUMBER, depth) + ")";
            case 1 -> "(" + of(Kind.NUMBER, depth) + " " + one("+", "-", "*") + " " + o + ")";
            case 2 -> "(" + o + " ^ " + o + ")";
            case 3 -> "(-" + o + ")";
            case 4 -> o + "(" + list(depth) + ")";
            case 5 -> o + ".missing";
            case 6 -> "#" + o;
            case 7 -> o + ":method(" + of(Kind.NUMBER, depth) + ")";
            default -> o + "." + one("v", "v", "other");
        };
    }

    private String orElse(String maybe) {
        return random.nextInt(8) == 0 ? maybe : "(" + maybe + " or 1)";
    }

    private static String parenthesised(String expression) {
        return "(" + expression + ")";
    }

    String string(int depth) {
        if (depth <= 0) {
            return random.nextInt(3) == 0 ? one(STRINGS) : scope.any(Kind.STRING);
        }
        int d = depth - 1;
        String s = parenthesised(of(Kind.STRING, d));
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> "(" + string(d) + " .. " + of(random.nextBoolean() ? Kind.STRING : Kind.NUMBER, d) + ")";
            case 3 -> "(" + string(d) + " .. " + number(d) + " .. " + of(Kind.STRING, d) + ")";
            case 4 -> s + ":sub(" + random.nextInt(-3, 5) + ", " + random.nextInt(-3, 9) + ")";
            case 5 -> s + one(":upper()", ":lower()", ":reverse()");
            case 6 -> "tostring(" + shown2(d) + ")";
            case 7 -> "(" + s + ":rep(" + random.nextInt(4) + "))";
            case 8 ->
                "(" + s + ":gsub(" + one(PATTERNS) + ", " + one("'<%0>'", "''", "'%%'", "string.upper", "{a = 1}")
                        + "))";
            case 9 -> "(" + s + ":match(" + one(PATTERNS) + ") or " + string(d) + ")";
            case 10 ->
                "string.format(" + one("'%d|'", "'%5.2f|'", "'%g|'", "'%x|'", "'%-6d|'", "'%e|'", "'%s|'") + ", "
                        + number(d) + " % 1000)";
            case 11 ->
                random.nextInt(4) == 0
                        ? "string.format('%q|', tostring(" + of(Kind.STRING, d) + "))"
                        : "string.format(" + one("'%s|'", "'%10s|'", "'%-5s|'", "'%.2s|'") + ", tostring("
                                + of(Kind.STRING, d) + "))";
            case 12 -> "table.concat(" + of(Kind.ARRAY, d) + ", " + one("','", "''", "'; '") + ")";
            case 13 -> "(" + scope.any(Kind.OBJECT) + " .. " + of(Kind.STRING, d) + ")";
            default -> scope.any(Kind.STRING);
        };
    }

    private String shown2(int depth) {
        return random.nextBoolean() ? of(Kind.NUMBER, depth) : random.nextBoolean() ? bool(depth) : "nil";
    }

    String bool(int depth) {
        if (depth <= 0) {
            return one("true", "false", scope.any(Kind.BOOLEAN), scope.any(Kind.BOOLEAN));
        }
        int d = depth - 1;
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "(" + number(d) + " " + one(ORDER) + " " + of(Kind.NUMBER, d) + ")";
            case 3 -> "(" + string(d) + " " + one(ORDER) + " " + of(Kind.STRING, d) + ")";
            case 4 -> "not " + parenthesised(shown(d));
            case 5 -> "(" + bool(d) + " and " + bool(d) + ")";
            case 6 -> "(" + bool(d) + " or " + bool(d) + ")";
            case 7 -> "(" + scope.any(Kind.OBJECT) + " " + one(ORDER) + " " + scope.any(Kind.OBJECT) + ")";
            case 8 -> "(" + shown(d) + " " + one("==", "~=") + " " + shown(d) + ")";
            default -> scope.any(Kind.BOOLEAN);
        };
    }

    private String array(int depth) {
        if (depth <= 0 || random.nextInt(3) > 0) {
            return scope.any(Kind.ARRAY);
        }
        StringBuilder out = new StringBuilder("{");
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ", ").append(number(depth - 1));
        }
        return out.append("}").toString();
    }

    private String map(int depth) {
        if (depth <= 0 || random.nextInt(3) > 0) {
            return scope.any(Kind.MAP);
        }
        StringBuilder out = new StringBuilder("{");
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            // LuaJIT's order of stores to the same key is its own affair.
            String key = FIELDS[i];
            out.append(i == 0 ? "" : one(", ", "; ")).append(key).append(" = ").append(number(depth - 1));
        }
        return out.append("}").toString();
    }

    private String function(int depth) {
        if (depth <= 0 || random.nextInt(3) > 0) {
            return scope.any(Kind.FUNCTION);
        }
        int mark = scope.mark();
        scope.declare("n1", Kind.NUMBER);
        scope.declare("n2", Kind.NUMBER);
        String body = "function(n1, n2) tick() return " + number(depth - 1) + " end";
        scope.release(mark);
        return body;
    }

    private String multi(int depth) {
        int mark = scope.mark();
        scope.declare("n1", Kind.NUMBER);
        String body =
                "function(n1) return " + number(depth - 1) + ", " + string(depth - 1) + ", " + bool(depth - 1) + " end";
        scope.release(mark);
        return body;
    }
}
