package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.AuthException.Reason.MALFORMED_CHALLENGE;
import static dev.mysqlasync.auth.AuthException.Reason.PLUGIN_NOT_ALLOWED;
import static dev.mysqlasync.auth.AuthException.Reason.PLUGIN_UNKNOWN;
import static dev.mysqlasync.auth.Fixtures.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mysqlasync.auth.AuthException.Reason;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthPluginsTest {

    private static final AuthPlugins STANDARD = AuthPlugins.standard();

    @Test
    void standard_everyTime_isTheSame() {
        assertThat(AuthPlugins.standard()).isSameAs(STANDARD);
    }

    @Test
    void standard_unchanged_allowsTheBuiltInPluginsAndNoOther() {
        assertThat(STANDARD.allowed())
                .containsExactlyInAnyOrder(
                        "mysql_native_password", "caching_sha2_password", "sha256_password", "client_ed25519");
        assertThat(STANDARD.allowed())
                .allSatisfy(name -> assertThat(STANDARD.plugin(name).name()).isEqualTo(name));
    }

    @Test
    void plugin_notInTheAllowList_isRefusedNamingTheOption() {
        AuthPlugins plugins = STANDARD.allowing(Set.of("caching_sha2_password"));

        assertRefused(plugins, "mysql_native_password", PLUGIN_NOT_ALLOWED)
                .hasMessageContaining("allowedAuthPlugins")
                .hasMessageContaining("[caching_sha2_password]");
    }

    @Test
    void allowing_otherNames_leavesTheOriginalAlone() {
        STANDARD.allowing(Set.of());

        assertThat(STANDARD.plugin("mysql_native_password").name()).isEqualTo("mysql_native_password");
    }

    @Test
    void plugin_oldPassword_isRefusedEvenIfAllowed() {
        AuthPlugins plugins = STANDARD.allowing(Set.of("mysql_old_password"));

        assertRefused(plugins, "mysql_old_password", PLUGIN_NOT_ALLOWED).hasMessageContaining("ALTER USER");
    }

    @Test
    void plugin_oldPasswordFromAProvider_isRefused() {
        AuthPlugins plugins = AuthPlugins.of(List.of(), List.of(new ClearTextPlugin("mysql_old_password")))
                .allowing(Set.of("mysql_old_password"));

        assertRefused(plugins, "mysql_old_password", PLUGIN_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no_such_plugin", "MYSQL_NATIVE_PASSWORD"})
    void plugin_unknown_isRefusedNamingThoseThatAreThere(String name) {
        assertRefused(STANDARD.allowing(Set.of(name)), name, PLUGIN_UNKNOWN)
                .hasMessageContaining("caching_sha2_password")
                .hasMessageContaining("dev.mysqlasync.auth.AuthPlugin");
    }

    @Test
    void plugin_unknownWithAHostileName_isShownCutAndPrintable() {
        assertRefused(STANDARD, "evil\r\n\u001b[31m" + "x".repeat(100_000), PLUGIN_UNKNOWN)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).matches("[ -~]*"));
    }

    @Test
    void plugin_fromAProvider_takesPartOnceAllowed() {
        AuthPlugins plugins = AuthPlugins.of(List.of(new NativePassword()), List.of(new ClearTextPlugin("acme")));

        assertThat(plugins.allowed()).containsExactly("mysql_native_password");
        assertRefused(plugins, "acme", PLUGIN_NOT_ALLOWED);
        assertThat(plugins.allowing(Set.of("acme")).plugin("acme").name()).isEqualTo("acme");
    }

    @Test
    void plugin_providerWithTheNameOfABuiltInPlugin_isPassedOver() {
        AuthPlugins plugins =
                AuthPlugins.of(List.of(new NativePassword()), List.of(new ClearTextPlugin("mysql_native_password")));

        assertThat(plugins.plugin("mysql_native_password").permits(TransportSecurity.PLAIN))
                .isTrue();
        assertRefused(plugins, "acme", PLUGIN_UNKNOWN).hasMessageContaining(ClearTextPlugin.class.getName());
    }

    @Test
    void plugin_brokenProvidersAmongGoodOnes_failsOnlyWhoNeedsThem() {
        AuthPlugin nameless = new AuthPlugin() {
            @Override
            public String name() {
                throw new IllegalStateException("without a name");
            }

            @Override
            public boolean permits(TransportSecurity transport) {
                return true;
            }

            @Override
            public ClientAuth start(AuthContext context, byte[] nonce) {
                throw new IllegalStateException("without a name");
            }
        };
        Iterator<Supplier<AuthPlugin>> steps = List.<Supplier<AuthPlugin>>of(
                        () -> {
                            throw new ServiceConfigurationError("no.such.Plugin not found");
                        },
                        () -> {
                            throw new NoClassDefFoundError("acme/Missing");
                        },
                        () -> nameless,
                        () -> new ClearTextPlugin("good"))
                .iterator();

        AuthPlugins plugins = AuthPlugins.of(List.of(new NativePassword()), () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return steps.hasNext();
            }

            @Override
            public AuthPlugin next() {
                return steps.next().get();
            }
        });

        assertThat(plugins.plugin("mysql_native_password").name()).isEqualTo("mysql_native_password");
        assertThat(plugins.allowing(Set.of("good")).plugin("good").name()).isEqualTo("good");
        assertRefused(plugins, "acme", PLUGIN_UNKNOWN)
                .hasMessageContaining("no.such.Plugin")
                .hasMessageContaining("acme/Missing")
                .hasMessageContaining("without a name");
    }

    @Test
    void of_searchThatFailsForEver_ends() {
        Iterator<AuthPlugin> failing = new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new ServiceConfigurationError("unreadable");
            }

            @Override
            public AuthPlugin next() {
                throw new NoSuchElementException();
            }
        };

        assertThat(AuthPlugins.of(List.of(new NativePassword()), () -> failing).allowed())
                .containsExactly("mysql_native_password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql_native_password", "caching_sha2_password", "sha256_password", "client_ed25519"})
    void start_challengeOfAWrongLength_isRefused(String name) {
        AuthContext context = context("secret", TransportSecurity.TLS_VERIFIED);

        assertThatThrownBy(() -> STANDARD.plugin(name).start(context, new byte[8]))
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.reason()).isEqualTo(MALFORMED_CHALLENGE));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            AuthPlugins plugins, String name, Reason reason) {
        return assertThatThrownBy(() -> plugins.plugin(name))
                .isInstanceOfSatisfying(
                        AuthException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
