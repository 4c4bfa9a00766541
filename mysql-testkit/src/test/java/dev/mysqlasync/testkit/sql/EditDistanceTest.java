package dev.mysqlasync.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditDistanceTest {

    @Test
    void likeness_equalTexts_is100() {
        assertThat(EditDistance.likeness("SELECT 1", "SELECT 1")).isEqualTo(100);
    }

    @Test
    void likeness_threeOfSevenCharacters_isWhatIsLeft() {
        assertThat(EditDistance.likeness("kitten", "sitting")).isEqualTo(100 * 4 / 7);
    }

    @Test
    void likeness_differenceBeyondWhatIsCompared_isNot100() {
        String long1 = "x".repeat(2000);
        assertThat(EditDistance.likeness(long1 + "a", long1 + "b")).isEqualTo(99);
    }

    @Test
    void commonPrefix_countsTheCharactersBothBeginWith() {
        assertThat(EditDistance.commonPrefix("SELECT a", "SELECT b")).isEqualTo(7);
    }
}
