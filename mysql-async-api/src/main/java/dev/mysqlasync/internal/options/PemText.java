package dev.mysqlasync.internal.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** PEM text that is given, is still in a file, or is not there. */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record PemText(@Nullable String text, @Nullable Path file) {

    public static final PemText NONE = new PemText(null, null);

    private static final int LONGEST = 1 << 20;

    public static PemText of(@Nullable String text) {
        return new PemText(text, null);
    }

    public static PemText in(Path file) {
        return new PemText(null, file);
    }

    /** With the text, read from its file if need be; it must hold a block of this {@code kind}. */
    PemText read(String option, String kind) {
        String pem = file == null ? text : readFile(option, file);
        if (pem == null) {
            return this;
        }
        if (pem.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException(option + " holds a private key, which does not belong there");
        }
        if (!pem.contains("-----BEGIN " + kind + "-----")) {
            throw new IllegalArgumentException(option + " is not PEM text with a " + kind
                    + (file == null ? "; for a file give its path" : ": " + file));
        }
        return of(pem);
    }

    private static String readFile(String option, Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException(option + ": the file is larger than 1 MiB: " + file);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + ": the file cannot be read: " + file, e);
        }
    }
}
