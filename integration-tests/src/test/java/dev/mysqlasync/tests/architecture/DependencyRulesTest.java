package dev.mysqlasync.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may depend on what. */
class DependencyRulesTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.mysqlasync");

    /** Where real time is measured and waited for; everything else gets it through the transport SPI. */
    private static final String[] KEEPERS_OF_TIME = {"dev.mysqlasync.nio..", "dev.mysqlasync.testkit.real.."};

    /** What each room of the driver may see; "driver" is the package that holds them all. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("pool", Set.of("connection", "client", "connect", "driver", "command", "failure")),
            Map.entry(
                    "connection",
                    Set.of(
                            "transaction",
                            "client",
                            "stream",
                            "connect",
                            "driver",
                            "setup",
                            "statement",
                            "command",
                            "handshake",
                            "session",
                            "value",
                            "failure")),
            Map.entry("transaction", Set.of("client", "driver", "command", "session", "failure")),
            Map.entry("client", Set.of("stream", "batch", "driver", "statement", "command", "session", "value", "sql")),
            Map.entry("stream", Set.of("driver", "statement", "command", "session", "value", "failure")),
            Map.entry(
                    "connect",
                    Set.of("driver", "cancel", "setup", "statement", "command", "session", "value", "failure")),
            Map.entry(
                    "driver",
                    Set.of("cancel", "setup", "command", "session", "upload", "wire", "value", "sql", "failure")),
            Map.entry("batch", Set.of("statement", "command", "session", "wire", "value", "sql", "failure")),
            Map.entry("setup", Set.of("cancel", "command", "handshake", "session", "wire", "value", "failure")),
            Map.entry("cancel", Set.of("command", "session", "wire", "failure")),
            Map.entry("statement", Set.of("command", "session", "upload", "value", "sql", "failure")),
            Map.entry("command", Set.of("session", "upload", "wire", "value", "sql", "failure")),
            Map.entry("session", Set.of("value", "sql", "failure")),
            Map.entry("handshake", Set.of("wire", "failure")),
            Map.entry("upload", Set.of("wire", "failure")),
            Map.entry("value", Set.of("sql")),
            Map.entry("failure", Set.of("sql")),
            Map.entry("wire", Set.of()),
            Map.entry("options", Set.of()),
            Map.entry("sql", Set.of()));

    @Test
    void code_isFound() {
        assertThat(CODE)
                .extracting(type -> type.getPackageName())
                .contains("dev.mysqlasync.protocol.session", "dev.mysqlasync.nio", "dev.mysqlasync.testkit.real")
                .doesNotContain("dev.mysqlasync.tests");
    }

    @Test
    void session_knowsNeitherThreadsNorClocksNorSockets() {
        noClasses()
                .that()
                .resideInAPackage("dev.mysqlasync.protocol.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.channels..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CODE);
    }

    @Test
    void protocolAndAuth_doNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.mysqlasync.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.mysqlasync.auth..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("dev.mysqlasync.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.mysqlasync.protocol..")
                .check(CODE);
    }

    /** The entry points of the API make the driver, and the driver works on the API's types: that pair is as designed. */
    @Test
    void packages_haveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage("dev.mysqlasync"), resideInAPackage("dev.mysqlasync.internal.."))
                .check(CODE);
    }

    /** As docs/architecture.md draws them: from the pool at the top to SQL text at the bottom. */
    @Test
    void roomsOfTheDriver_seeOnlyWhatIsBelowThem() {
        LayeredArchitecture rooms = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String room : ROOMS.keySet()) {
            String within = room.equals("driver") ? "" : "." + room;
            rooms = rooms.layer(room).definedBy("dev.mysqlasync.internal" + within);
        }
        for (Map.Entry<String, Set<String>> room : ROOMS.entrySet()) {
            LayeredArchitecture.LayerDependencySpecification of = rooms.whereLayer(room.getKey());
            rooms = room.getValue().isEmpty()
                    ? of.mayNotAccessAnyLayer()
                    : of.mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
        }
        rooms.check(CODE);
    }

    /** A class in no room would be held to no rule; the driver's own package is no hall. */
    @Test
    void classesOfTheDriver_areInARoomEach() {
        Map<String, Set<String>> found = CODE.stream()
                .filter(type -> type.getPackageName().startsWith("dev.mysqlasync.internal"))
                .filter(type -> type.getEnclosingClass().isEmpty())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(DependencyRulesTest::room, mapping(JavaClass::getSimpleName, toSet())));

        assertThat(found.keySet()).isEqualTo(ROOMS.keySet());
        assertThat(found.get("driver")).hasSizeLessThanOrEqualTo(6);
    }

    private static String room(JavaClass type) {
        String within = type.getPackageName().substring("dev.mysqlasync.internal".length());
        return within.isEmpty() ? "driver" : within.substring(1);
    }

    @Test
    void libraries_useNoStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mysqlasync.examples..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CODE);
    }

    @Test
    void bouncyCastle_isKnownToAuthAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mysqlasync.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(CODE);
    }

    /** A fake server on real sockets delays its answers in real time, and has no transport to ask. */
    @Test
    void time_comesThroughTheTransport() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KEEPERS_OF_TIME)
                .and()
                .doNotHaveFullyQualifiedName("dev.mysqlasync.testkit.SocketHost")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
                .orShould()
                .callMethod(CompletableFuture.class, "completeOnTimeout", Object.class, long.class, TimeUnit.class)
                .orShould()
                .callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ScheduledExecutorService.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Timer.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CODE);
    }

    /** Surefire puts it on the class path of a modular project that does not name it, where no qualified export reaches. */
    @Test
    void testkit_seesWhatIsExportedToAll() {
        noClasses()
                .that()
                .resideInAPackage("dev.mysqlasync.testkit..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.mysqlasync..")
                        .and(not(resideInAPackage("dev.mysqlasync.testkit..")))
                        .and(not(resideInAnyPackage(
                                "dev.mysqlasync",
                                "dev.mysqlasync.geometry",
                                "dev.mysqlasync.spi",
                                "dev.mysqlasync.protocol",
                                "dev.mysqlasync.auth"))))
                .check(CODE);
    }

    @Test
    void transport_isKnownToNobody() {
        classes()
                .that()
                .resideInAPackage("dev.mysqlasync.nio..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("dev.mysqlasync.nio..")
                .check(CODE);
    }

    @Test
    void transport_knowsTheSpiAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.mysqlasync.nio..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.mysqlasync..")
                        .and(not(resideInAnyPackage("dev.mysqlasync.nio..", "dev.mysqlasync.spi"))))
                .check(CODE);
    }
}
