package dev.mysqlasync.internal.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reference page of the options, as the registries have them. */
final class OptionsPage {

    static final Path FILE = Path.of("../docs/reference/options.md");

    private static final String HEAD = """
        # Options

        This page is generated from the registry of options, and a test compares the two.

        ## How to set an option

        | way | example |
        |---|---|
        | builder | `MySqlOptions.builder().user("app").connectTimeout(Duration.ofSeconds(2))` |
        | URL | `MySqlOptions.parse("mysql://app@db/shop?connectTimeout=2s")` |
        | name and text | `MySqlOptions.builder().option("connectTimeout", "2s")` |
        | `Map` or `Properties` | `MySqlOptions.builder().options(properties)` |

        An option has one name everywhere, that of the builder's method; the tables name the exceptions. In a URL, host,
        port, user, password and database stand in front of the `?`. The last value that is set wins.

        | value | is written |
        |---|---|
        | a duration | `500ms`, `10s`, `2m` |
        | a size | in bytes, or as `64KiB`, `64MiB`, `1GiB` |
        | a word from a list | in any case, with hyphens or underscores |

        An unknown name and a value out of its range are errors that name the option. `sslMode` and `ssl-mode` are taken as
        `tls`.
        """;

    private static final String POOL = """

        # Options of a pool

        `PoolOptions.builder()` has a method for each; `option` and `options` take names and text here, too. They are not
        part of a URL. For `none`, the builder takes `null`.
        """;

    private OptionsPage() {}

    /** Writes the page; run it in the folder of this module. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text());
    }

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        append(page, ConnectionOptions.REGISTRY);
        append(page.append(POOL), PoolingOptions.REGISTRY);
        return page.toString();
    }

    private static void append(StringBuilder page, OptionRegistry registry) {
        String title = "";
        for (Option<?> option : registry.options()) {
            if (!option.section().title().equals(title)) {
                title = option.section().title();
                page.append("\n## ").append(title).append("\n\n| option | values | default | |\n|---|---|---|---|\n");
            }
            page.append("| ").append(name(option));
            page.append(" | ").append(option.kind().values()).append(option.hasWordForNone() ? ", or `none`" : "");
            page.append(" | ").append(option.defaultText());
            page.append(" | ")
                    .append(option.description())
                    .append(since(option, registry))
                    .append(" |\n");
        }
    }

    private static String name(Option<?> option) {
        String written = option.writtenName();
        if (written == null) {
            return "`" + option.name() + "` (builder only)";
        }
        return "`" + written + "`" + (written.equals(option.name()) ? "" : " (builder: `" + option.name() + "`)");
    }

    private static String since(Option<?> option, OptionRegistry registry) {
        String first = registry.options().get(0).section().since();
        return option.section().since().equals(first)
                ? ""
                : " Since " + option.section().since() + ".";
    }
}
