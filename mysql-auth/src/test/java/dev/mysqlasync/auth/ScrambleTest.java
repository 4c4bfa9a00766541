package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.NONCE;
import static dev.mysqlasync.auth.Fixtures.NON_ASCII;
import static dev.mysqlasync.auth.Fixtures.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScrambleTest {

    @ParameterizedTest
    @CsvSource({
        "NATIVE, secret, b32bb3a583e1340c0a1108d58b1be49781ad8c2f",
        "NATIVE, " + NON_ASCII + ", 9a8eb1a817c9dd1fff9617c068dade3ba93165bb",
        "CACHING_SHA2, secret, 746ebe205d56a0707acb3e796e834e0dd7b1d61743b26bd5202c7a623230c7c9",
        "CACHING_SHA2, " + NON_ASCII + ", 401db947f5a31744854313ffaadb3a08a15809d3e643f5d1f60b894d642ce4de"
    })
    void prove_knownPassword_isTheKnownProof(Scramble scramble, String password, String proof) {
        assertThat(scramble.prove(Secret.of(password), NONCE)).isEqualTo(hex(proof));
    }

    @ParameterizedTest
    @EnumSource
    void prove_emptyPassword_isNothing(Scramble scramble) {
        assertThat(scramble.prove(Secret.none(), NONCE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void verify_rightProof_isTrue(Scramble scramble) {
        byte[] proof = scramble.prove(Secret.of("secret"), NONCE);

        assertThat(scramble.verify(proof, Secret.of("secret"), NONCE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void verify_anyBitChanged_isFalse(Scramble scramble) {
        byte[] proof = scramble.prove(Secret.of("secret"), NONCE);
        for (int bit = 0; bit < proof.length * 8; bit++) {
            byte[] changed = proof.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(scramble.verify(changed, Secret.of("secret"), NONCE))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void verify_proofCutOrProlonged_isFalse(Scramble scramble) {
        byte[] proof = scramble.prove(Secret.of("secret"), NONCE);

        assertThat(scramble.verify(Arrays.copyOf(proof, proof.length - 1), Secret.of("secret"), NONCE))
                .isFalse();
        assertThat(scramble.verify(Arrays.copyOf(proof, proof.length + 1), Secret.of("secret"), NONCE))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void verify_proofForAnotherNonce_isFalse(Scramble scramble) {
        byte[] proof = scramble.prove(Secret.of("secret"), new byte[20]);

        assertThat(scramble.verify(proof, Secret.of("secret"), NONCE)).isFalse();
    }
}
