package dev.mysqlasync.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTextTest {

    @Test
    void expand_list_becomesAsManyPlaces() {
        assertBound(
                expand("SELECT * FROM t WHERE a = ? AND b IN (?) AND c = ?", 1, List.of(2, 3, 4), 5),
                "SELECT * FROM t WHERE a = ? AND b IN (?, ?, ?) AND c = ?",
                1,
                2,
                3,
                4,
                5);
    }

    @Test
    void expand_listOfLists_becomesRowConstructors() {
        assertBound(
                expand("(a, b) IN (?)", List.of(List.of(1, "x"), List.of(2, "y"))),
                "(a, b) IN ((?, ?), (?, ?))",
                1,
                "x",
                2,
                "y");
    }

    @Test
    void expand_oneElementAndNulls_areKept() {
        assertBound(expand("IN (?), ?", Set.of(7), null), "IN (?), ?", 7, null);
        assertBound(expand("IN (?)", Collections.singletonList(null)), "IN (?)", new @Nullable Object[] {null});
    }

    @Test
    void expand_questionMarksInStringsCommentsAndNames_stay() {
        String sql = "SELECT '?', \"?\", `?` /* ? */, ? -- ?\n # ?\n FROM t WHERE a IN (?)";
        assertBound(expand(sql, 1, List.of(2, 3)), sql.substring(0, sql.length() - 2) + "?, ?)", 1, 2, 3);
    }

    @Test
    void expand_namedPlaces_takeValuesFromTheMap() {
        assertBound(
                expand("a = :a AND b IN (:list) OR a2 = :a", Map.of("a", 1, "list", List.of(2, 3))),
                "a = ? AND b IN (?, ?) OR a2 = ?",
                1,
                2,
                3,
                1);
    }

    @Test
    void expand_bytes_areOneValue() {
        byte[] bytes = {1, 2};
        assertBound(expand("?", (Object) bytes), "?", (Object) bytes);
    }

    @Test
    void expand_emptyList_saysWhyAndTheWayOut() {
        assertRefused(() -> expand("IN (?)", List.of()), "IN () is not valid SQL");
        assertRefused(() -> expand("IN (?)", List.of(List.of())), "IN () is not valid SQL");
    }

    @Test
    void expand_nestedDeeper_isRefused() {
        assertRefused(() -> expand("IN (?)", List.of(List.of(List.of(1)))), "must not contain another list");
    }

    @Test
    void expand_valuesAndListsInOneList_areRefused() {
        assertRefused(() -> expand("IN (?)", List.of(1, List.of(2))), "must not contain another list");
        assertRefused(() -> expand("IN (?)", List.of(List.of(2), 1)), "lists of the same size");
        assertRefused(() -> expand("IN (?)", List.of(List.of(1), List.of(2, 3))), "lists of the same size");
    }

    @Test
    void expand_wrongNumberOfArguments_saysBothNumbers() {
        assertRefused(() -> expand("a = ? AND b = ?", 1), "the statement has 2 parameters, but 1 argument was given");
        assertRefused(() -> expand("a = ?", 1, 2, 3), "the statement has 1 parameter, but 3 arguments were given");
    }

    @Test
    void expand_missingAndUnknownNames_areNamed() {
        assertRefused(
                () -> expand(":a + :b + :c", Map.of("b", 1)), "no value for :a, :c; the statement has :a, :b, :c,");
        assertRefused(() -> expand(":a", Map.of("a", 1, "z", 2, "y", 3)), "no :y, :z, only :a");
        assertRefused(() -> expand(":a + :b", 1, 2), "named parameters :a, :b; give their values with Statement.bind");
    }

    @Test
    void expand_nameWithNullValue_isNotMissing() {
        assertBound(expand(":a", Collections.singletonMap("a", null)), "?", new @Nullable Object[] {null});
    }

    @Test
    void of_bothKindsOfPlaces_isRefused() {
        assertRefused(() -> ParameterText.of("a = ? AND b = :b", SqlModes.DEFAULT), "both ? and :b");
    }

    @Test
    void names_keepOrderAndRepetitions() {
        ParameterText text = ParameterText.of(":b + :a + :b", SqlModes.DEFAULT);
        assertThat(text.names()).containsExactly("b", "a", "b");
        assertThat(text.places()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = ?", "? ? ?", "'?", "a = :a"})
    void bind_withoutCollections_givesBackTheVeryText(String sql) {
        Object[] arguments = {1};
        BoundText bound = ParameterText.bind(sql, SqlModes.DEFAULT, arguments);
        assertThat(bound.sql()).isSameAs(sql);
        assertThat(bound.arguments()).isSameAs(arguments);
    }

    @Test
    void bindNames_statementWithNames_expands() {
        assertBound(ParameterText.bindNames(":a + :a", SqlModes.DEFAULT, Map.of("a", 1)), "? + ?", 1, 1);
    }

    @Test
    void bindNames_statementWithoutNames_isRefusedWithTheWayOut() {
        assertRefused(
                () -> ParameterText.bindNames("SELECT ?", SqlModes.DEFAULT, Map.of("a", 1)),
                "the statement has no :a, nor any other named parameter; a name inside quotes or a comment is not a"
                        + " parameter. Give values for ? with Statement.of or Statement.add");
    }

    @Test
    void bind_withCollectionOrMap_expands() {
        assertBound(ParameterText.bind("IN (?)", SqlModes.DEFAULT, Arrays.asList(1, null)), "IN (?, ?)", 1, null);
        assertBound(ParameterText.bind(":a", SqlModes.DEFAULT, Map.of("a", 1)), "?", 1);
    }

    private static BoundText expand(String sql, @Nullable Object... arguments) {
        return ParameterText.of(sql, SqlModes.DEFAULT).expand(arguments);
    }

    private static void assertBound(BoundText bound, String sql, @Nullable Object... arguments) {
        assertThat(bound.sql()).isEqualTo(sql);
        assertThat(bound.arguments()).containsExactly(arguments);
    }

    private static void assertRefused(Runnable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action::run).withMessageContaining(message);
    }
}
