package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.NONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceTest {

    @Test
    void of_terminatedByNul_isTheTwentyBytesBefore() {
        assertThat(Nonce.of(Arrays.copyOf(NONCE, 21), 20)).isEqualTo(NONCE);
    }

    @Test
    void of_twentyBytesEndingInNul_keepsThem() {
        byte[] challenge = Arrays.copyOf(Arrays.copyOf(NONCE, 19), 20);

        assertThat(Nonce.of(challenge, 20)).isEqualTo(challenge);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 19, 22, 32})
    void of_ofAnotherLength_isRefused(int length) {
        assertThatThrownBy(() -> Nonce.of(new byte[length], 20))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.MALFORMED_CHALLENGE))
                .hasMessageContaining(length + " bytes");
    }

    @Test
    void of_ofTwentyOneBytesWithoutNul_isRefused() {
        byte[] challenge = Arrays.copyOf(NONCE, 21);
        challenge[20] = 1;

        assertThatThrownBy(() -> Nonce.of(challenge, 20)).isInstanceOf(AuthException.class);
    }

    @Test
    void random_manyTimes_isAlwaysAnotherOfPrintableCharacters() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String nonce = new String(Nonce.random(20), StandardCharsets.ISO_8859_1);
            assertThat(nonce).hasSize(20).matches("[!-~&&[^$]]+");
            assertThat(seen.add(nonce)).isTrue();
        }
    }
}
