package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.MySqlConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSwitchTest {

    @ParameterizedTest
    @ValueSource(strings = {"SET sql_mode='ANSI'", "SET @a=1, NAMES gbk", "SET CHARACTER SET gbk"})
    void query_behindAnUnansweredChangeOfItsMeaning_waits(String change) {
        try (Scene scene = new Scene()) {
            MySqlConnection connection = scene.connection();
            scene.peer().takeCommands();
            scene.watch(connection.execute(change));
            scene.watch(connection.query("SELECT 'a\\'"));
            scene.run();
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY " + change);

            scene.send(ServerBytes.answer().ok(2));
            assertThat(scene.peer().takeCommands()).containsExactly("QUERY SELECT 'a\\'");
        }
    }
}
