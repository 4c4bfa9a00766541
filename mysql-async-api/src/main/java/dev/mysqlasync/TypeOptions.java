package dev.mysqlasync;

import java.util.List;

/**
 * The options that concern the Java types of values.
 *
 * @param zeroDates what becomes of dates that the calendar does not have
 * @param tinyInt1AsBoolean whether {@link Row#getObject} gives a Boolean for TINYINT(1), unless it is unsigned
 * @param bit1AsBoolean whether {@link Row#getObject} gives a Boolean for BIT(1)
 * @param codecs the codecs for further types, one for each
 */
public record TypeOptions(
        ZeroDates zeroDates, boolean tinyInt1AsBoolean, boolean bit1AsBoolean, List<Codec<?>> codecs) {

    public TypeOptions {
        codecs = List.copyOf(codecs);
    }

    /** Every option; of codecs the types. */
    @Override
    public String toString() {
        return "zeroDates=" + zeroDates + ", tinyInt1AsBoolean=" + tinyInt1AsBoolean + ", bit1AsBoolean="
                + bit1AsBoolean + ", codecs="
                + codecs.stream().map(codec -> codec.type().getName()).toList();
    }
}
