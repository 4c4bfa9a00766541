package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OptionDefaultsTest {

    private static final Path SOURCE = Path.of("src/main/java/dev/mysqlasync/MySqlOptionsBuilder.java");
    private static final Pattern SETTER =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public MySqlOptionsBuilder (\\w+)\\(", Pattern.DOTALL);
    private static final Pattern DEFAULT = Pattern.compile("Default: ([^,.]+)[,.]");

    @Test
    void defaults_asDocumented_areTheOnesInForce() throws IOException {
        Map<String, String> inForce =
                OptionTexts.of(MySqlOptions.builder().user("none").build());

        assertThat(documented()).isEqualTo(inForce);
    }

    /** The first documented default for each of the builder's methods, of which several may set one option. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> defaults = new LinkedHashMap<>();
        Matcher setter = SETTER.matcher(Files.readString(SOURCE));
        while (setter.find()) {
            if (setter.group(2).startsWith("option")) {
                continue;
            }
            Matcher text = DEFAULT.matcher(setter.group(1).replaceAll("\\s*\\n\\s*\\* ", " "));
            if (text.find()) {
                defaults.putIfAbsent(setter.group(2), text.group(1).strip());
            } else {
                assertThat(defaults).containsKey(setter.group(2));
            }
        }
        return defaults;
    }
}
