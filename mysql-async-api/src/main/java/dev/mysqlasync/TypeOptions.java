package dev.mysqlasync;

import java.util.List;

/**
 * The Java types of values.
 *
 * @param zeroDates how zero and partial dates are read
 * @param tinyInt1AsBoolean whether {@link Row#getObject} returns a Boolean for a signed TINYINT(1)
 * @param bit1AsBoolean whether {@link Row#getObject} returns a Boolean for BIT(1)
 * @param codecs the codecs for other Java types, one for each type
 */
public record TypeOptions(
        ZeroDates zeroDates, boolean tinyInt1AsBoolean, boolean bit1AsBoolean, List<Codec<?>> codecs) {

    public TypeOptions {
        codecs = List.copyOf(codecs);
    }

    /** The options, with the types of the codecs. */
    @Override
    public String toString() {
        return "zeroDates=" + zeroDates + ", tinyInt1AsBoolean=" + tinyInt1AsBoolean + ", bit1AsBoolean="
                + bit1AsBoolean + ", codecs="
                + codecs.stream().map(codec -> codec.type().getName()).toList();
    }
}
