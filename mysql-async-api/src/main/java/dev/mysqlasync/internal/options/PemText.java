package dev.mysqlasync.internal.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** PEM text that is given, PEM text that is still in its file, or neither. */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public record PemText(@Nullable String text, @Nullable Path file) {

    public static final PemText NONE = new PemText(null, null);

    private static final int LONGEST = 1 << 20;

    public static PemText of(@Nullable String text) {
        return new PemText(text, null);
    }

    public static PemText in(Path file) {
        return new PemText(null, file);
    }

    /** Reads the file, if there is one, and checks that the text holds a block of this {@code kind}. */
    PemText read(String option, String kind) {
        String pem = file == null ? text : readFile(option, file);
        if (pem == null) {
            return this;
        }
        if (pem.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException(option + " holds a private key; give only what is public");
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
