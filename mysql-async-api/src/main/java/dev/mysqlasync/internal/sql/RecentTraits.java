package dev.mysqlasync.internal.sql;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The traits of texts that one session has sent recently, so that a repeated text is not read again. Used by one
 * thread.
 */
public final class RecentTraits {

    /** The total length of the texts, which are mostly constants of the application: about 100 statements. */
    private static final int MOST_CHARACTERS = 1 << 15;

    /** The maximum length of a text. Longer texts are usually executed once. */
    private static final int LONGEST = 1 << 12;

    private final Map<String, StatementTraits> recent = new LinkedHashMap<>(16, 0.75f, true);
    private SqlModes modes = SqlModes.DEFAULT;
    private int characters;

    /** The traits of a text, for a session that reads it with these modes. */
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
