package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTraitsTest {

    private static final SqlModes NO_BACKSLASH_ESCAPES = new SqlModes(true, false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                " commit work ",
                "/* why */ COMMIT",
                "XA COMMIT 'a' ONE PHASE",
                "xa/**/commit 'a'",
                "/*! XA COMMIT 'a' */",
                "DO 1; COMMIT",
                "BEGIN; INSERT INTO t VALUES (1); COMMIT",
                "START TRANSACTION; COMMIT",
                "/*!40000 COMMIT */",
                "/*!40000COMMIT*/",
                "/*M!100000 COMMIT */",
                "/*!99999 SELECT */ COMMIT",
                "/*!99999 SELECT 1; */ /*! DO 1 */; /*!40000 COMMIT*/",
                "SET STATEMENT max_statement_time=1.5 FOR COMMIT",
                "BEGIN NOT ATOMIC IF a THEN COMMIT; END IF; END",
                "IF 1 THEN COMMIT; END IF",
                "EXECUTE IMMEDIATE 'COMMIT'",
                "PREPARE s FROM 'COMMIT'; EXECUTE s",
                "COMMIT AND CHAIN",
                "DO 1 /*!99999 ' */; COMMIT",
                "DO 1 /*!99999 # */; COMMIT",
                "/*!99999 ` */ COMMIT",
            })
    void commits_whereverAServerMayRunIt_isTrue(String sql) {
        assertThat(traits(sql).commits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT commit FROM builds",
                "SELECT b.commit, '; COMMIT' FROM builds b -- ; COMMIT",
                "INSERT INTO builds (commit) VALUES (1)",
                "SELECT 1 /* ; COMMIT */",
                "BEGIN; SELECT commit FROM builds",
                "SELECT `;`, commit FROM builds",
                "ROLLBACK",
                "SET STATEMENT a = 'FOR COMMIT' FOR SELECT commit FROM builds",
                "COMMITS",
            })
    void commits_wordsThatAreNoStatements_isFalse(String sql) {
        assertThat(traits(sql).commits()).isFalse();
    }

    @Test
    void commits_modesDecideWhatIsString() {
        String sql = "SELECT '\\'; COMMIT; -- '";

        assertThat(traits(sql).commits()).isFalse();
        assertThat(StatementTraits.of(sql, NO_BACKSLASH_ESCAPES).commits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "begin work",
                "START /*a*/ TRANSACTION READ ONLY",
                "XA START 'a'",
                "XA BEGIN 'a'",
                "/*!40000 BEGIN */",
                "SELECT 1; BEGIN",
                "COMMIT AND CHAIN",
                "ROLLBACK AND CHAIN",
                "EXECUTE IMMEDIATE 'START TRANSACTION'",
                "BEGIN NOT ATOMIC START TRANSACTION; END",
                "DO 1 /*!99999 ' */; BEGIN",
            })
    void begins_whereverAServerMayRunIt_isTrue(String sql) {
        assertThat(traits(sql).begins()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "COMMIT",
                "START REPLICA",
                "SELECT begin, start FROM t",
                "XA COMMIT 'a'",
                "SELECT 'BEGIN; START'"
            })
    void begins_wordsThatAreNoStatements_isFalse(String sql) {
        assertThat(traits(sql).begins()).isFalse();
    }

    @Test
    void isCall_verbAlone() {
        assertThat(traits("/*! call*/ p()").isCall()).isTrue();
        assertThat(traits("DO 1; CALL p()").isCall()).isTrue();
        assertThat(traits("SET STATEMENT a = 1 FOR CALL p()").isCall()).isTrue();
        assertThat(traits("SELECT call FROM t").isCall()).isFalse();
        assertThat(traits("DO 1 /*!99999 ' */; CALL p()").isCall()).isTrue();
    }

    @Test
    void commentEndHiddenInAQuotedText_errsOnTheSideThatEachTraitNames() {
        assertThat(traits("DO 1 /*!99999 ' */; DROP TABLE t").mayBoundTransaction())
                .isTrue();
        assertThat(traits("/*!99999 ' */ SET autocommit = 0").commitsBefore()).isTrue();
        assertThat(traits("DO 1 /*!99999 ' */; SET @a = 1; DO 2").leavesTracesWithin())
                .isTrue();
        assertThat(traits("SELECT 1 /*! , 'a' */").mayBoundTransaction()).isFalse();
        assertThat(traits("SELECT 1 /*! , 'commit' */").commits()).isFalse();
    }

    @Test
    void traits_ofOneText_areEachOfItsReading() {
        StatementTraits traits = traits("XA COMMIT 'a'");

        assertThat(traits.isXa()).isTrue();
        assertThat(traits.leavesTraces()).isTrue();
        assertThat(traits.changesRows()).isFalse();
        assertThat(traits.mayChangeRole()).isFalse();
        assertThat(traits("SET ROLE a").mayChangeRole()).isTrue();
        assertThat(traits("USE a").switchesSession()).isTrue();
        assertThat(traits("SELECT ?, '?', ?").certainPlaces()).isEqualTo(2);
        assertThat(traits("SELECT :a").certainPlaces()).isEqualTo(-1);
        assertThat(traits("ANALYZE DELETE FROM t").changesRowsOrMayRunWhatDoes())
                .isTrue();
    }

    @Test
    void recent_sameTextAndModes_isReadOnce() {
        RecentTraits recent = new RecentTraits();
        StatementTraits first = recent.of("SELECT 1", SqlModes.DEFAULT);

        assertThat(recent.of("SELECT 1", SqlModes.DEFAULT)).isSameAs(first);
        assertThat(recent.of("SELECT 1", NO_BACKSLASH_ESCAPES)).isNotSameAs(first);
    }

    @Test
    void recent_manyTexts_keepsTheLastOnes() {
        RecentTraits recent = new RecentTraits();
        StatementTraits eldest = recent.of("SELECT 0", SqlModes.DEFAULT);
        String longText = "SELECT '" + "a".repeat(1 << 12) + "'";
        StatementTraits ofLong = recent.of(longText, SqlModes.DEFAULT);
        for (int i = 0; i < 100; i++) {
            recent.of("SELECT '" + "a".repeat(1000) + i + "'", SqlModes.DEFAULT);
        }
        StatementTraits last = recent.of("SELECT 1", SqlModes.DEFAULT);

        assertThat(recent.of("SELECT 1", SqlModes.DEFAULT)).isSameAs(last);
        assertThat(recent.of("SELECT 0", SqlModes.DEFAULT)).isNotSameAs(eldest);
        assertThat(recent.of(longText, SqlModes.DEFAULT)).isNotSameAs(ofLong);
    }

    private static StatementTraits traits(String sql) {
        return StatementTraits.of(sql, SqlModes.DEFAULT);
    }
}
