package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void arguments_optional_isItsValueOrNull() {
        List<Integer> list = List.of(1, 2);
        Statement statement = Statement.of("?", Optional.of(list), Optional.empty(), 3)
                .add(Optional.of(Optional.of("x")))
                .bind("name", Optional.of(list));

        assertThat(statement.arguments()).containsExactly(list, null, 3, "x");
        assertThat(statement.namedArguments()).containsEntry("name", list);
    }

    @Test
    void arguments_arrayThatIsChangedLater_isNot() {
        Object[] given = {1, 2};
        Statement statement = Statement.of("?", given);
        given[0] = 9;

        assertThat(statement.arguments()).containsExactly(1, 2);
    }
}
