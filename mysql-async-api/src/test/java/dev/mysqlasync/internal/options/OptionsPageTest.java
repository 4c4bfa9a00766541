package dev.mysqlasync.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

    @Test
    void page_isWhatTheRegistrySays() throws IOException {
        assertThat(Files.readString(OptionsPage.FILE))
                .as("OptionsPage.main writes the page anew")
                .isEqualTo(OptionsPage.text());
    }
}
