package dev.mysqlasync.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mysqlasync.tests.Reactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The shape of what is published. The golden files are written anew by
 * {@code mvn verify -Dgolden.update=true}; their differences are for a reviewer to judge.
 */
class ModuleShapeIT {

    private static final Path GOLDEN = Reactor.root().resolve("integration-tests/src/test/resources/golden");

    static final List<String> MODULES = Reactor.PUBLISHED;

    @ParameterizedTest
    @FieldSource("MODULES")
    void module_isAsTheGoldenFileSays(String module) throws IOException {
        Path golden = GOLDEN.resolve(module + ".txt");
        String shape = describe(Reactor.jar(module));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, shape);
        }
        assertThat(shape).isEqualTo(Files.readString(golden));
    }

    private static String describe(Path jar) {
        StringWriter text = new StringWriter();
        PrintWriter output = new PrintWriter(text);
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int code = tool.run(output, output, "--describe-module", "--file", jar.toString());
        assertThat(code).as(text.toString()).isZero();
        return text.toString()
                .replaceFirst("@\\S+ jar:file:\\S*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void bom_managesThePublishedModulesAlone() throws Exception {
        Document bom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Reactor.root().resolve("bom/target/.flattened-pom.xml").toFile());
        NodeList managed = bom.getElementsByTagName("dependency");

        assertThat(IntStream.range(0, managed.getLength())
                        .mapToObj(managed::item)
                        .map(dependency -> dependency.getTextContent().strip().split("\\s+")[1]))
                .containsExactlyElementsOf(Reactor.PUBLISHED);
        assertThat(bom.getElementsByTagName("parent").getLength()).isZero();
    }
}
