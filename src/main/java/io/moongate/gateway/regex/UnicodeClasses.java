package io.moongate.gateway.regex;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Named classes of characters, as sets. */
final class UnicodeClasses {
    static final CharSet DIGIT = where(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER);
    static final CharSet SPACE = CharSet.ofRanges(
            '\t', '\r', ' ', ' ', 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F,
            0x202F, 0x205F, 0x205F, 0x3000, 0x3000);
    static final CharSet WORD = where(UnicodeClasses::isWord);
    static final CharSet ASCII_DIGIT = CharSet.range('0', '9');
    static final CharSet ASCII_SPACE = CharSet.ofRanges('\t', '\r', ' ', ' ');
    static final CharSet ASCII_WORD = CharSet.ofRanges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

    /** The names between {@code [:} and {@code :]}; they mean ASCII whatever the flags. */
    private static final Map<String, CharSet> POSIX = Map.ofEntries(
            Map.entry("alnum", CharSet.ofRanges('0', '9', 'A', 'Z', 'a', 'z')),
            Map.entry("alpha", CharSet.ofRanges('A', 'Z', 'a', 'z')),
            Map.entry("ascii", CharSet.range(0, 0x7F)),
            Map.entry("blank", CharSet.ofRanges('\t', '\t', ' ', ' ')),
            Map.entry("cntrl", CharSet.ofRanges(0, 0x1F, 0x7F, 0x7F)),
            Map.entry("digit", ASCII_DIGIT),
            Map.entry("graph", CharSet.range('!', '~')),
            Map.entry("lower", CharSet.range('a', 'z')),
            Map.entry("print", CharSet.range(' ', '~')),
            Map.entry("punct", CharSet.ofRanges('!', '/', ':', '@', '[', '`', '{', '~')),
            Map.entry("space", CharSet.ofRanges('\t', '\r', ' ', ' ')),
            Map.entry("upper", CharSet.range('A', 'Z')),
            Map.entry("word", ASCII_WORD),
            Map.entry("xdigit", CharSet.ofRanges('0', '9', 'A', 'F', 'a', 'f')));

    /** Long names of general categories, without spaces and underscores. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("letter", "L"),
            Map.entry("casedletter", "LC"),
            Map.entry("uppercaseletter", "Lu"),
            Map.entry("lowercaseletter", "Ll"),
            Map.entry("titlecaseletter", "Lt"),
            Map.entry("modifierletter", "Lm"),
            Map.entry("otherletter", "Lo"),
            Map.entry("mark", "M"),
            Map.entry("combiningmark", "M"),
            Map.entry("nonspacingmark", "Mn"),
            Map.entry("spacingmark", "Mc"),
            Map.entry("enclosingmark", "Me"),
            Map.entry("number", "N"),
            Map.entry("decimalnumber", "Nd"),
            Map.entry("digit", "Nd"),
            Map.entry("letternumber", "Nl"),
            Map.entry("othernumber", "No"),
            Map.entry("punctuation", "P"),
            Map.entry("punct", "P"),
            Map.entry("connectorpunctuation", "Pc"),
            Map.entry("dashpunctuation", "Pd"),
            Map.entry("openpunctuation", "Ps"),
            Map.entry("closepunctuation", "Pe"),
            Map.entry("initialpunctuation", "Pi"),
            Map.entry("finalpunctuation", "Pf"),
            Map.entry("otherpunctuation", "Po"),
            Map.entry("symbol", "S"),
            Map.entry("mathsymbol", "Sm"),
            Map.entry("currencysymbol", "Sc"),
            Map.entry("modifiersymbol", "Sk"),
            Map.entry("othersymbol", "So"),
            Map.entry("separator", "Z"),
            Map.entry("spaceseparator", "Zs"),
            Map.entry("lineseparator", "Zl"),
            Map.entry("paragraphseparator", "Zp"),
            Map.entry("other", "C"),
            Map.entry("control", "Cc"),
            Map.entry("cntrl", "Cc"),
            Map.entry("format", "Cf"),
            Map.entry("surrogate", "Cs"),
            Map.entry("privateuse", "Co"),
            Map.entry("unassigned", "Cn"));

    /** Properties that are true or false, by their loose names, as Java calls them. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("alphabetic", "Alphabetic"),
            Map.entry("alpha", "Alphabetic"),
            Map.entry("ideographic", "Ideographic"),
            Map.entry("ideo", "Ideographic"),
            Map.entry("lowercase", "Lowercase"),
            Map.entry("lower", "Lowercase"),
            Map.entry("uppercase", "Uppercase"),
            Map.entry("upper", "Uppercase"),
            Map.entry("whitespace", "White_Space"),
            Map.entry("wspace", "White_Space"),
            Map.entry("space", "White_Space"),
            Map.entry("noncharactercodepoint", "Noncharacter_Code_Point"),
            Map.entry("nchar", "Noncharacter_Code_Point"),
            Map.entry("joincontrol", "Join_Control"),
            Map.entry("joinc", "Join_Control"),
            Map.entry("hexdigit", "Hex_Digit"),
            Map.entry("hex", "Hex_Digit"),
            Map.entry("emoji", "Emoji"),
            Map.entry("emojipresentation", "Emoji_Presentation"),
            Map.entry("epres", "Emoji_Presentation"),
            Map.entry("emojimodifier", "Emoji_Modifier"),
            Map.entry("emod", "Emoji_Modifier"),
            Map.entry("emojimodifierbase", "Emoji_Modifier_Base"),
            Map.entry("ebase", "Emoji_Modifier_Base"),
            Map.entry("emojicomponent", "Emoji_Component"),
            Map.entry("ecomp", "Emoji_Component"),
            Map.entry("extendedpictographic", "Extended_Pictographic"),
            Map.entry("extpict", "Extended_Pictographic"));

    private static final Map<String, CharSet> SEEN = new ConcurrentHashMap<>();

    private UnicodeClasses() {}

    /** A class between {@code [:} and {@code :]}, or null. */
    static @Nullable CharSet posix(String name) {
        return POSIX.get(name);
    }

    /** What {@code \p{name}} or {@code \p{key=name}} means, or null where nobody knows. */
    static @Nullable CharSet property(String text) {
        CharSet known = SEEN.get(text);
        if (known == null) {
            known = lookUp(text);
            if (known != null && SEEN.size() < 500) {
                SEEN.put(text, known);
            }
        }
        return known;
    }

    private static @Nullable CharSet lookUp(String text) {
        int unequal = text.indexOf("!=");
        if (unequal >= 0) {
            CharSet set = keyed(text.substring(0, unequal), text.substring(unequal + 2));
            return set == null ? null : set.negate();
        }
        int sign = Math.max(text.indexOf('='), text.indexOf(':'));
        return sign >= 0 ? keyed(text.substring(0, sign), text.substring(sign + 1)) : unkeyed(loose(text));
    }

    private static @Nullable CharSet keyed(String key, String value) {
        return switch (loose(key)) {
            case "generalcategory", "gc", "category" -> category(loose(value));
            case "script", "sc" -> script(loose(value));
            default -> null;
        };
    }

    private static @Nullable CharSet unkeyed(String name) {
        if (name.equals("any")) {
            return CharSet.ALL;
        }
        if (name.equals("ascii")) {
            return CharSet.range(0, 0x7F);
        }
        if (name.equals("assigned")) {
            return fromJava("\\p{Cn}").negate();
        }
        CharSet set = category(name);
        String property = PROPERTIES.get(name);
        if (set == null && property != null) {
            set = fromJava("\\p{Is" + property + "}");
        }
        return set != null ? set : script(name);
    }

    private static @Nullable CharSet category(String name) {
        String letters = CATEGORIES.getOrDefault(name, name);
        if (letters.length() > 2 || letters.isEmpty()) {
            return null;
        }
        String written = letters.substring(0, 1).toUpperCase(Locale.ROOT) + letters.substring(1);
        if (written.equalsIgnoreCase("LC")) {
            written = "LC";
        }
        try {
            return fromJava("\\p{gc=" + written + "}");
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static @Nullable CharSet script(String name) {
        for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
            if (loose(script.name()).equals(name)) {
                return ofScript(script);
            }
        }
        try {
            return name.length() == 4 ? ofScript(Character.UnicodeScript.forName(name)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static CharSet ofScript(Character.UnicodeScript script) {
        return where(c -> Character.UnicodeScript.of(c) == script);
    }

    /** Names are compared without regard to case, spaces, hyphens, underscores and a leading "is". */
    private static String loose(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        return plain.startsWith("is") && plain.length() > 2 ? plain.substring(2) : plain;
    }

    private static boolean isWord(int c) {
        if (Character.isAlphabetic(c) || c == 0x200C || c == 0x200D) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.CONNECTOR_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** Asks Java's own expressions, one character at a time: they know the same Unicode tables. */
    private static CharSet fromJava(String expression) {
        Matcher matcher = Pattern.compile(expression).matcher("");
        return where(c -> matcher.reset(Character.toString(c)).matches());
    }

    private static CharSet where(IntPredicate member) {
        CharSet.Builder builder = new CharSet.Builder();
        int start = -1;
        for (int c = 0; c <= CharSet.LAST + 1; c++) {
            boolean inside = c <= CharSet.LAST && member.test(c);
            if (inside && start < 0) {
                start = c;
            } else if (!inside && start >= 0) {
                builder.add(start, c - 1);
                start = -1;
            }
        }
        return builder.build();
    }
}
