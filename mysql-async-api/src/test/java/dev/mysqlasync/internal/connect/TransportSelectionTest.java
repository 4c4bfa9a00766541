package dev.mysqlasync.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.spi.Transport;
import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportSelectionTest {

    private final FakeProvider nio = new FakeProvider("nio");
    private final FakeProvider uring = new FakeProvider("uring");

    @Test
    void select_transportGiven_isUsedWhateverProvidersThereAre() {
        Transport given = mock(Transport.class);

        assertThat(selection(nio, uring).select(options().transport(given).build()))
                .isSameAs(given);
        assertThat(selection().select(options().transport(given).build())).isSameAs(given);
        assertThat(nio.made).isEmpty();
    }

    @Test
    void select_oneProvider_isUsed() {
        assertThat(selection(nio).select(options().build())).isSameAs(nio.made.get(0));
    }

    @Test
    void select_providerNamed_isUsedAmongSeveral() {
        assertThat(selection(nio, uring).select(options().transportName("uring").build()))
                .isSameAs(uring.made.get(0));
    }

    @Test
    void select_noProvider_saysWhatToAdd() {
        assertThatThrownBy(() -> selection().select(options().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.mysqlasync:mysql-async-nio")
                .hasMessageContaining("--add-modules dev.mysqlasync.nio");
    }

    @Test
    void select_providerNamedButNoneThere_saysWhatToAdd() {
        assertThatThrownBy(
                        () -> selection().select(options().transportName("nio").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'nio'")
                .hasMessageContaining("dev.mysqlasync:mysql-async-nio");
    }

    static Stream<Throwable> breakages() {
        return Stream.of(
                new ServiceConfigurationError("no.such.Provider not found"),
                new NoClassDefFoundError("no.such.Provider needs it"),
                new IllegalStateException("no.such.Provider's own"));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void select_brokenProviderBesideAGoodOne_usesTheGoodOne(Throwable breakage) {
        TransportSelection selection = new TransportSelection(broken(breakage, nio));

        assertThat(selection.select(options().build())).isSameAs(nio.made.get(0));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void select_brokenProviderIsTheOneNeeded_saysWhy(Throwable breakage) {
        assertThatThrownBy(() -> new TransportSelection(broken(breakage))
                        .select(options().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no.such.Provider");
        assertThatThrownBy(() -> new TransportSelection(broken(breakage, nio))
                        .select(options().transportName("uring").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no.such.Provider");
    }

    /** What a ServiceLoader gives where the first provider cannot be loaded. */
    private static Iterable<TransportProvider> broken(Throwable breakage, TransportProvider... others) {
        Iterator<TransportProvider> good = List.of(others).iterator();
        AtomicBoolean failed = new AtomicBoolean();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !failed.get() || good.hasNext();
            }

            @Override
            public TransportProvider next() {
                if (failed.compareAndSet(false, true)) {
                    throw TransportSelectionTest.<RuntimeException>unchecked(breakage);
                }
                return good.next();
            }
        };
    }

    @SuppressWarnings("unchecked") // none of these has to be declared
    private static <X extends Throwable> X unchecked(Throwable breakage) throws X {
        throw (X) breakage;
    }

    @Test
    void select_severalProviders_listsThemAndSaysHowToChoose() {
        assertThatThrownBy(() -> selection(nio, uring).select(options().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nio (" + FakeProvider.class.getName() + "), uring (")
                .hasMessageContaining("transport=nio");
    }

    @Test
    void select_nameThatNoProviderHas_listsThoseThere() {
        assertThatThrownBy(() -> selection(nio, uring)
                        .select(options().transportName("netty").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'netty'")
                .hasMessageContaining("only nio (")
                .hasMessageContaining("uring (");
    }

    @Test
    void select_twoProvidersOfTheSameName_isAnErrorEvenWhenNamed() {
        assertThatThrownBy(() -> selection(nio, new FakeProvider("nio"))
                        .select(options().transportName("nio").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("several transports named 'nio'");
    }

    @Test
    void select_equalTransportOptions_shareOneTransport() {
        TransportSelection selection = selection(nio);

        Transport first =
                selection.select(options().transportOptions(twoLoops()).build());
        Transport second = selection.select(
                options().transportOptions(twoLoops()).transportName("nio").build());

        assertThat(second).isSameAs(first);
        assertThat(nio.asked).containsExactly(twoLoops());
    }

    @Test
    void select_otherTransportOptions_makeAnotherTransport() {
        TransportSelection selection = selection(nio);

        Transport first = selection.select(options().build());
        Transport second =
                selection.select(options().transportOptions(twoLoops()).build());

        assertThat(second).isNotSameAs(first);
        assertThat(nio.asked).containsExactly(TransportOptions.DEFAULT, twoLoops());
    }

    @Test
    void select_beforeFirstUse_makesNothing() {
        selection(nio);

        assertThat(nio.made).isEmpty();
    }

    @Test
    void installed_isLookedUpOnce() {
        assertThat(TransportSelection.installed()).isSameAs(TransportSelection.installed());
    }

    private static TransportSelection selection(TransportProvider... providers) {
        return new TransportSelection(List.of(providers));
    }

    private static MySqlOptionsBuilder options() {
        return MySqlOptions.builder().user("root");
    }

    private static TransportOptions twoLoops() {
        return new TransportOptions(2, true, true, 0, 0);
    }

    private static final class FakeProvider implements TransportProvider {
        private final String name;
        private final List<Transport> made = new ArrayList<>();
        private final List<TransportOptions> asked = new ArrayList<>();

        FakeProvider(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Transport create(TransportOptions options) {
            asked.add(options);
            made.add(mock(Transport.class));
            return made.get(made.size() - 1);
        }
    }
}
