package dev.mysqlasync.auth;

import static dev.mysqlasync.auth.Fixtures.NON_ASCII;
import static dev.mysqlasync.auth.Fixtures.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void of_nonAscii_isUtf8() {
        assertThat(Secret.of(NON_ASCII).utf8()).isEqualTo(hex("70c3a4737377c3b67264e282ac"));
        assertThat(Secret.of(NON_ASCII.toCharArray()).utf8()).isEqualTo(hex("70c3a4737377c3b67264e282ac"));
    }

    @Test
    void of_supplementaryCharacter_isFourBytes() {
        assertThat(Secret.of("\ud83d\udd11").utf8()).isEqualTo(hex("f09f9491"));
    }

    @Test
    void of_loneSurrogate_isRefusedWithoutShowingTheRest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("canary\ud83d"))
                .withMessageNotContaining("canary");
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of("\udd11canary"));
    }

    @Test
    void ofUtf8_arrayOverwrittenAfterwards_keepsItsBytes() {
        byte[] bytes = "secret".getBytes(StandardCharsets.UTF_8);
        Secret secret = Secret.ofUtf8(bytes);
        bytes[0] = 0;

        assertThat(secret.utf8()).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void utf8_overwrittenByTheCaller_leavesTheSecretWhole() {
        Secret secret = Secret.of("secret");
        secret.utf8()[0] = 0;

        assertThat(secret.utf8()[0]).isEqualTo((byte) 's');
    }

    @Test
    void close_once_leavesNothingToRead() {
        Secret secret = Secret.of("secret");
        secret.close();

        assertThatIllegalStateException().isThrownBy(secret::utf8);
    }

    @Test
    void close_ofOneEmptySecret_leavesOthersReadable() {
        Secret.none().close();

        assertThat(Secret.none().utf8()).isEmpty();
    }

    @Test
    void isEmpty_onlyWithoutBytes_isTrue() {
        assertThat(Secret.none().isEmpty()).isTrue();
        assertThat(Secret.of("").isEmpty()).isTrue();
        assertThat(Secret.of("x").isEmpty()).isFalse();
    }

    @Test
    void toString_anySecret_showsNothing() {
        assertThat(Secret.of("canary")).hasToString(Secret.of("other").toString());
        assertThat(Secret.of("canary").toString()).doesNotContain("canary");
    }

    @Test
    void equals_sameBytes_isTrueAndHashesAgree() {
        assertThat(Secret.of("secret")).isEqualTo(Secret.ofUtf8("secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(Secret.of("secret")).hasSameHashCodeAs(Secret.of("secret"));
        assertThat(Secret.of("secret")).isNotEqualTo(Secret.of("secreT")).isNotEqualTo("secret");
    }

    @Test
    void hashCode_otherContent_isTheSame() {
        assertThat(Secret.of("secret")).hasSameHashCodeAs(Secret.of("other"));
    }

    @Test
    void equals_twoClosedSecrets_isFalse() {
        Secret one = Secret.of("secret");
        Secret other = Secret.of("anothe");
        one.close();
        other.close();

        assertThat(one).isNotEqualTo(other).isEqualTo(one);
    }
}
