package dev.mysqlasync.internal.sql;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The traits of the texts that one session has sent lately, so that a text that comes again is not read again. For one thread. */
public final class RecentTraits {

    /** In characters of texts that are mostly the application's own constants: about 100 statements. */
    private static final int MOST_CHARACTERS = 1 << 15;

    /** Longer ones are made for one execution. */
    private static final int LONGEST = 1 << 12;

    private final Map<String, StatementTraits> recent = new LinkedHashMap<>(16, 0.75f, true);
    private SqlModes modes = SqlModes.DEFAULT;
    private int characters;

    /** The traits of a text for a session that reads it so. */
    public StatementTraits of(String sql, SqlModes modes) {
        if (!modes.equals(this.modes)) {
            this.modes = modes;
            recent.clear();
            characters = 0;
        }
        if (sql.length() > LONGEST) {
            return StatementTraits.of(sql, modes);
        }
        StatementTraits known = recent.get(sql);
        return known == null ? added(sql) : known;
    }

    private StatementTraits added(String sql) {
        StatementTraits traits = StatementTraits.of(sql, modes);
        recent.put(sql, traits);
        characters += sql.length();
        Iterator<String> eldest = recent.keySet().iterator();
        while (characters > MOST_CHARACTERS) {
            characters -= eldest.next().length();
            eldest.remove();
        }
        return traits;
    }
}
