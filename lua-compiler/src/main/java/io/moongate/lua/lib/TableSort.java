package io.moongate.lua.lib;

import io.moongate.lua.op.Call;
import io.moongate.lua.op.Check;
import io.moongate.lua.op.Compare;
import io.moongate.lua.op.Convert;
import io.moongate.lua.value.Depth;
import io.moongate.lua.value.HostSignal;
import io.moongate.lua.value.LuaError;
import io.moongate.lua.value.LuaFunction;
import io.moongate.lua.value.LuaState;
import io.moongate.lua.value.LuaTable;
import io.moongate.lua.value.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code table.sort}: the quicksort of Lua 5.1 step by step, since a comparator sees the order of the steps, and one
 * that lies is found out by them. Plain numbers and plain strings take the JDK's way.
 */
final class TableSort {
    /** How much is sorted, copied or compared at once. */
    private static final int PIECE = 1 << 14;

    private final @Nullable Object[] items;
    private final @Nullable LuaFunction comparator;

    private TableSort(@Nullable Object[] items, @Nullable LuaFunction comparator) {
        this.items = items;
        this.comparator = comparator;
    }

    static @Nullable Object sort(@Nullable Object table, @Nullable Object comparator) {
        LuaTable t = Check.table(table, 1);
        LuaFunction less = comparator == null ? null : Check.function(comparator, 2);
        int length = t.length();
        if (length < 2) {
            return Values.NONE;
        }
        @Nullable Object[] items = copyOut(t, length);
        if (less == null && sortPlain(items)) {
            copyIn(t, items);
            return Values.NONE;
        }
        Depth depth = LuaState.current().depth();
        int before = depth.enter(Depth.CALLBACK);
        try {
            new TableSort(items, less).sort(0, length - 1);
        } catch (HostSignal signal) {
            // There is no time left to show how far it got.
            throw signal;
        } catch (Throwable thrown) {
            copyIn(t, items);
            throw thrown;
        }
        depth.leave(before);
        copyIn(t, items);
        return Values.NONE;
    }

    private static @Nullable Object[] copyOut(LuaTable t, int length) {
        @Nullable Object[] items = new @Nullable Object[Room.forValues(length)];
        for (int from = 0; from < length; from += PIECE) {
            LuaState.checkBudget();
            t.copyOut(from + 1, Math.min(length, from + PIECE), items, from);
        }
        return items;
    }

    private static void copyIn(LuaTable t, @Nullable Object[] items) {
        for (int i = 0; i < items.length; i++) {
            Room.pause(i);
            t.put(i + 1, items[i]);
        }
    }

    private static boolean sortPlain(@Nullable Object[] items) {
        Class<?> type = items[0] instanceof Double ? Double.class : String.class;
        for (int i = 0; i < items.length; i++) {
            Room.pause(i);
            Object item = items[i];
            if (item == null || item.getClass() != type || (item instanceof Double d && d.isNaN())) {
                return false;
            }
        }
        if (items.length <= PIECE) {
            Arrays.sort(items);
        } else if (type == Double.class) {
            sortNumbers(items);
        } else {
            // The JDK would not stop when a budget is spent.
            new TableSort(items, null).sort(0, items.length - 1);
        }
        return true;
    }

    /** Sorts pieces, and merges them to ever longer ones. */
    private static void sortNumbers(@Nullable Object[] items) {
        double[] numbers = new double[items.length];
        for (int i = 0; i < items.length; i++) {
            Room.pause(i);
            numbers[i] = items[i] instanceof Double d ? d : 0;
        }
        for (int from = 0; from < numbers.length; from += PIECE) {
            LuaState.checkBudget();
            Arrays.sort(numbers, from, Math.min(numbers.length, from + PIECE));
        }
        double[] other = new double[numbers.length];
        for (int width = PIECE; width < numbers.length; width *= 2) {
            for (int from = 0; from < numbers.length; from += 2 * width) {
                int middle = Math.min(numbers.length, from + width);
                merge(numbers, from, middle, Math.min(numbers.length, middle + width), other);
            }
            double[] merged = other;
            other = numbers;
            numbers = merged;
        }
        for (int i = 0; i < items.length; i++) {
            Room.pause(i);
            items[i] = (Object) numbers[i];
        }
    }

    private static void merge(double[] from, int low, int middle, int high, double[] to) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            Room.pause(i);
            boolean takesLeft = right >= high || left < middle && from[left] <= from[right];
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }

    private boolean less(@Nullable Object a, @Nullable Object b) {
        if (comparator == null) {
            return Compare.lt(a, b);
        }
        return Convert.truth(Values.first(Call.call(comparator, a, b)));
    }

    private void swap(int i, int j) {
        Object kept = items[i];
        items[i] = items[j];
        items[j] = kept;
    }

    private void sort(int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            LuaState.checkBudget();
            if (less(items[high], items[low])) {
                swap(low, high);
            }
            if (high - low == 1) {
                return;
            }
            int middle = (low + high) >>> 1;
            if (less(items[middle], items[low])) {
                swap(middle, low);
            } else if (less(items[high], items[middle])) {
                swap(middle, high);
            }
            if (high - low == 2) {
                return;
            }
            swap(middle, high - 1);
            int split = partition(low, high);
            if (split - low < high - split) {
                sort(low, split - 1);
                low = split + 1;
            } else {
                sort(split + 1, high);
                high = split - 1;
            }
        }
    }

    /** Parts the items by the pivot at {@code high - 1}; answers where it ends up. */
    private int partition(int low, int high) {
        Object pivot = items[high - 1];
        int up = low;
        int down = high - 1;
        while (true) {
            while (less(items[++up], pivot)) {
                Room.pause(up);
                if (up >= high) {
                    throw LuaError.caller("invalid order function for sorting");
                }
            }
            while (less(pivot, items[--down])) {
                Room.pause(down);
                if (down <= low) {
                    throw LuaError.caller("invalid order function for sorting");
                }
            }
            Room.pause(up);
            if (down < up) {
                swap(high - 1, up);
                return up;
            }
            swap(up, down);
        }
    }
}
