package io.moongate.lua.value;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A value that its table does not keep alive. It is a cell without a number, so that the fast ways, which ask for
 * numbers only, need not know of it; and the JIT need not either, until the first weak table is made.
 */
final class WeakCell extends NumberCell {
    private final WeakReference<Object> reference;

    WeakCell(Object value) {
        super(Double.NaN);
        reference = new WeakReference<>(value);
    }

    @Override
    @Nullable
    Object boxed() {
        // A number written by a fast way since then stands in the cell itself.
        return Double.isNaN(value) ? reference.get() : (Object) value;
    }
}
