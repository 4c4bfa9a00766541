package dev.mysqlasync.internal.sql;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What the text of a statement says about it, as the driver asks. Whatever the driver concludes from a text, it asks here.
 *
 * <p>A trait is read when it is first asked for, and kept. It holds for the {@code sql_mode} that the text was read in, and errs on
 * the side that each names: what views, triggers, routines and statements prepared in SQL do, no text shows. For one thread.
 */
public final class StatementTraits {

    private enum Trait {
        TRACELESS(TracelessText::is),
        TRACES_WITHIN(TracelessText::mayLeaveSomethingWithin),
        XA((sql, modes) -> LastingText.isXa(sql)),
        ROLE((sql, modes) -> LastingText.mayChangeRole(sql)),
        SWITCHES_SESSION((sql, modes) -> SessionSwitchText.mayChangeNames(sql)),
        COMMITS(TransactionText::commits),
        BEGINS(TransactionText::begins),
        BOUNDS(TransactionText::mayBound),
        ROLLS_BACK(TransactionText::rollsBack),
        COMMITS_BEFORE(TransactionText::commitsBefore),
        CALL(StatementVerbs::hasCall),
        LITERALS_ALONE(ParameterText::takesLiteralsAlone),
        CHANGES_ROWS(ChangingText::is),
        CHANGES_OR_RUNS(ChangingText::isOrRuns);

        @SuppressWarnings("ImmutableEnumChecker") // they depend on their arguments alone
        private final BiPredicate<String, SqlModes> reading;

        Trait(BiPredicate<String, SqlModes> reading) {
            this.reading = reading;
        }
    }

    private static final int NOT_COUNTED = -2;

    private final String sql;
    private final SqlModes modes;
    private final Set<Trait> known = EnumSet.noneOf(Trait.class); // those that were read
    private final Set<Trait> held = EnumSet.noneOf(Trait.class); // and those of them that it has
    private int certainPlaces = NOT_COUNTED;
    private boolean cannotBePrepared;

    private StatementTraits(String sql, SqlModes modes) {
        this.sql = sql;
        this.modes = modes;
    }

    /**
     * The traits of a text.
     *
     * @param modes how the session reads it
     */
    public static StatementTraits of(String sql, SqlModes modes) {
        return new StatementTraits(sql, modes);
    }

    /** Whether they are those for a session that reads texts so. */
    public boolean isFor(SqlModes modes) {
        return this.modes.equals(modes);
    }

    /** Reads what depends on the whole text, which takes long for a long one; before they are handed to another thread. */
    public void read() {
        for (Trait trait : Trait.values()) {
            has(trait);
        }
    }

    // --- the session -----------------------------------------------------------------------------------------------

    /** Whether anything may stay of it in the session, beyond what answers tell of. It may say yes for no reason. */
    public boolean leavesTraces() {
        return !has(Trait.TRACELESS);
    }

    /** Whether it has several statements, and one that another follows may leave something that the other is run with. */
    public boolean leavesTracesWithin() {
        return has(Trait.TRACES_WITHIN);
    }

    /** Whether it is a statement on an XA transaction, which a session that starts over may lose. */
    public boolean isXa() {
        return has(Trait.XA);
    }

    /** Whether it may change roles or the resource group, which stay when the session starts over. */
    public boolean mayChangeRole() {
        return has(Trait.ROLE);
    }

    /**
     * Whether names, literals or bytes of the statements behind it may mean something else once it has run. It may say yes for no
     * reason.
     */
    public boolean switchesSession() {
        return has(Trait.SWITCHES_SESSION);
    }

    // --- transactions ----------------------------------------------------------------------------------------------

    /**
     * Whether it commits by its own words, of XA or not: also behind other statements, in an executable comment, in a block, in a
     * string that it executes. Not what commits implicitly, such as DDL.
     */
    public boolean commits() {
        return has(Trait.COMMITS);
    }

    /** Whether it begins a transaction by its own words, as {@link #commits} has it. */
    public boolean begins() {
        return has(Trait.BEGINS);
    }

    /**
     * Whether it may begin or end a transaction, in whatever way: by its own words, implicitly as DDL does, by a routine or a
     * statement prepared in SQL, or by changing autocommit. It may say yes for no reason.
     */
    public boolean mayBoundTransaction() {
        return has(Trait.BOUNDS);
    }

    /** Whether it commits a transaction that is open by beginning another, or by what it makes of autocommit; not as DDL does. */
    public boolean commitsBefore() {
        return has(Trait.COMMITS_BEFORE);
    }

    /** Whether it begins with ROLLBACK, XA ROLLBACK or XA END; not with ROLLBACK TO, which ends nothing. */
    public boolean rollsBack() {
        return has(Trait.ROLLS_BACK);
    }

    // --- what it does ----------------------------------------------------------------------------------------------

    /** Whether it calls a procedure, or a statement of its text does. */
    public boolean isCall() {
        return has(Trait.CALL);
    }

    /** Whether it is INSERT, REPLACE, UPDATE or DELETE, so that its rows are those that it changed; of several the first counts. */
    public boolean changesRows() {
        return has(Trait.CHANGES_ROWS);
    }

    /** As {@link #changesRows}, or MariaDB's ANALYZE, which may run such a statement. */
    public boolean changesRowsOrMayRunWhatDoes() {
        return has(Trait.CHANGES_OR_RUNS);
    }

    /** Whether one of its places takes literals and no parameters, as all of SHOW or CREATE USER do. */
    public boolean takesLiteralsAlone() {
        return has(Trait.LITERALS_ALONE);
    }

    /** Whether a server has said that it cannot be prepared. */
    public boolean cannotBePrepared() {
        return cannotBePrepared;
    }

    public void cannotBePrepared(boolean told) {
        cannotBePrepared = told;
    }

    /** How many {@code ?} it has; -1 where that is not certain, or there are named places. */
    public int certainPlaces() {
        if (certainPlaces == NOT_COUNTED) {
            certainPlaces = ParameterText.certainPlaces(sql, modes);
        }
        return certainPlaces;
    }

    private boolean has(Trait trait) {
        if (known.add(trait) && trait.reading.test(sql, modes)) {
            held.add(trait);
        }
        return held.contains(trait);
    }
}
