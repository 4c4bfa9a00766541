package dev.mysqlasync.internal.sql;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What a statement's text shows about it. Whatever the driver concludes from a text, it asks here.
 *
 * <p>A trait is computed on first use and kept. It holds for the {@code sql_mode} that the text was read with. Each
 * trait says on which side it errs: no text shows what views, triggers, routines and statements prepared in SQL do.
 * Used by one thread.
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
     * @param modes how the session reads the text
     */
    public static StatementTraits of(String sql, SqlModes modes) {
        return new StatementTraits(sql, modes);
    }

    /** Whether these traits hold for a session with these modes. */
    public boolean isFor(SqlModes modes) {
        return this.modes.equals(modes);
    }

    /**
     * Computes the traits that need the whole text, which takes long for a long text. Called before the traits are
     * passed to another thread.
     */
    public void read() {
        for (Trait trait : Trait.values()) {
            has(trait);
        }
    }

    // --- the session -----------------------------------------------------------------------------------------------

    /**
     * Whether the statement may leave session state behind that answers do not report. It may return true without need.
     */
    public boolean leavesTraces() {
        return !has(Trait.TRACELESS);
    }

    /**
     * Whether the text has several statements, of which an earlier one may leave session state that affects a later
     * one.
     */
    public boolean leavesTracesWithin() {
        return has(Trait.TRACES_WITHIN);
    }

    /** Whether it is an XA statement; a session reset may lose its XA transaction. */
    public boolean isXa() {
        return has(Trait.XA);
    }

    /** Whether it may change roles or the resource group, which survive a session reset. */
    public boolean mayChangeRole() {
        return has(Trait.ROLE);
    }

    /**
     * Whether it may change what names, literals or bytes of later statements mean. It may return true without need.
     */
    public boolean switchesSession() {
        return has(Trait.SWITCHES_SESSION);
    }

    // --- transactions ----------------------------------------------------------------------------------------------

    /**
     * Whether it contains a COMMIT or XA COMMIT. It can come after other statements, in an executable comment, in a
     * block, or in a string that the text executes. Implicit commits, such as those of DDL, do not count.
     */
    public boolean commits() {
        return has(Trait.COMMITS);
    }

    /** Whether it contains a statement that begins a transaction, in the places of {@link #commits}. */
    public boolean begins() {
        return has(Trait.BEGINS);
    }

    /**
     * Whether it may begin or end a transaction in any way: explicitly, implicitly as DDL does, through a routine or a
     * statement prepared in SQL, or by changing autocommit. It may return true without need.
     */
    public boolean mayBoundTransaction() {
        return has(Trait.BOUNDS);
    }

    /**
     * Whether it commits an open transaction by beginning another or by setting autocommit. Implicit commits of DDL do
     * not count.
     */
    public boolean commitsBefore() {
        return has(Trait.COMMITS_BEFORE);
    }

    /**
     * Whether it starts with ROLLBACK, XA ROLLBACK or XA END. ROLLBACK TO does not count, because it ends no
     * transaction.
     */
    public boolean rollsBack() {
        return has(Trait.ROLLS_BACK);
    }

    // --- what it does ----------------------------------------------------------------------------------------------

    /** Whether it, or one of its statements, calls a procedure. */
    public boolean isCall() {
        return has(Trait.CALL);
    }

    /**
     * Whether it is an INSERT, REPLACE, UPDATE or DELETE, so that the rows it returns are those that it changed. Of
     * several statements, the first one counts.
     */
    public boolean changesRows() {
        return has(Trait.CHANGES_ROWS);
    }

    /** As {@link #changesRows}; also true for MariaDB's ANALYZE, which may run such a statement. */
    public boolean changesRowsOrMayRunWhatDoes() {
        return has(Trait.CHANGES_OR_RUNS);
    }

    /** Whether a parameter stands where the grammar accepts only literals, as in all of SHOW or CREATE USER. */
    public boolean takesLiteralsAlone() {
        return has(Trait.LITERALS_ALONE);
    }

    /** Whether a server has said that the statement cannot be prepared. */
    public boolean cannotBePrepared() {
        return cannotBePrepared;
    }

    public void cannotBePrepared(boolean told) {
        cannotBePrepared = told;
    }

    /** The number of {@code ?}; -1 if it is not certain, or if there are named parameters. */
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
