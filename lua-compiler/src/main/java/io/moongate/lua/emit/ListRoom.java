package io.moongate.lua.emit;

import io.moongate.lua.tree.Expr;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much room LuaJIT gives the list part of a table constructor, which shows in the length of lists with holes. When
 * a field is constant it fills a template while it compiles, which grows as tables do; the rest goes into a copy.
 */
final class ListRoom {
    private static final int LARGE = 4096;
    private static final int MOST_BITS = 26;

    /** The keys that are whole numbers and have a value. */
    private final Set<Integer> numbers = new HashSet<>();

    private final Set<Object> others = new HashSet<>();
    /** Counts key 0 too. */
    private int listSize;

    private int hashSize;
    private int hashUsed;

    private ListRoom() {}

    static int of(List<Expr.Field> fields) {
        int items = 0;
        for (Expr.Field field : fields) {
            items += field instanceof Expr.Field.Item ? 1 : 0;
        }
        if (items == 0 || fields.size() > LARGE) {
            return items;
        }
        ListRoom template = null;
        int next = 1;
        int keyed = 0;
        for (Expr.Field field : fields) {
            @Nullable Object key;
            switch (field) {
                case Expr.Field.Item item -> key = next++;
                case Expr.Field.Keyed(Expr by, Expr value, int line) -> {
                    keyed++;
                    key = constant(by);
                }
            }
            boolean constant = isConstant(field.value());
            if (key != null && (key instanceof String || constant)) {
                if (template == null) {
                    template = new ListRoom();
                    template.listSize = next > 1 ? next : 0;
                    template.hashSize = hashSize(keyed);
                }
                template.put(key, !(field.value() instanceof Expr.Nil));
            }
        }
        return template == null ? Math.max(2, items) : Math.max(items, template.listSize - 1);
    }

    private static boolean isConstant(Expr expr) {
        return expr instanceof Expr.Nil
                || expr instanceof Expr.Bool
                || expr instanceof Expr.Str
                || Folding.number(expr) != null;
    }

    private static @Nullable Object constant(Expr key) {
        Double number = Folding.number(key);
        if (number != null) {
            return number == number.intValue() ? (Object) number.intValue() : number;
        }
        return key instanceof Expr.Str text ? text.value() : null;
    }

    private void put(Object key, boolean value) {
        boolean listed = key instanceof Integer number && number >= 0 && number < listSize;
        boolean known = listed || numbers.contains(key) || others.contains(key);
        if (!known && hashUsed == hashSize) {
            rehash(key);
            put(key, value);
            return;
        }
        if (!known) {
            hashUsed++;
        }
        if (value && key instanceof Integer number) {
            numbers.add(number);
        } else if (value) {
            others.add(key);
        }
    }

    /** The list part becomes as large as it can be and still be used by more than a quarter. */
    private void rehash(Object more) {
        int[] bins = new int[MOST_BITS + 1];
        int count = numbers.size();
        numbers.forEach(number -> bins[bin(number)]++);
        if (more instanceof Integer number && number >= 0) {
            bins[bin(number)]++;
            count++;
        }
        int sum = 0;
        int inList = 0;
        listSize = 0;
        for (int bit = 0; bit < MOST_BITS && 2 * count > 1 << bit && sum != count; bit++) {
            sum += bins[bit];
            if (bins[bit] > 0 && 2 * sum > 1 << bit) {
                listSize = (2 << bit) + 1;
                inList = sum;
            }
        }
        int total = numbers.size() + others.size() + 1;
        hashSize = hashSize(total - inList);
        hashUsed = total - inList - (more instanceof Integer number && number < listSize ? 0 : 1);
    }

    private static int bin(int number) {
        return number > 2 ? Math.min(MOST_BITS, 31 - Integer.numberOfLeadingZeros(number - 1)) : 0;
    }

    private static int hashSize(int keys) {
        return keys == 0 ? 0 : keys == 1 ? 2 : 1 << 32 - Integer.numberOfLeadingZeros(keys - 1);
    }
}
