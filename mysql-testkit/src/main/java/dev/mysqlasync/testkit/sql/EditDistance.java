package dev.mysqlasync.testkit.sql;

/**
 * The similarity of two texts: how many characters must be inserted, deleted or replaced to turn one into the other
 * (Levenshtein distance).
 */
public final class EditDistance {

    /** The limit in characters up to which texts are compared: the work grows with its square. */
    private static final int COMPARED = 1000;

    private EditDistance() {}

    /** The similarity in percent, 100 for equal texts. */
    public static int likeness(String one, String other) {
        if (one.equals(other)) {
            return 100;
        }
        String first = one.substring(0, Math.min(one.length(), COMPARED));
        String second = other.substring(0, Math.min(other.length(), COMPARED));
        int longest = Math.max(first.length(), second.length());
        return longest == 0 ? 0 : Math.min(99, 100 * (longest - distance(first, second)) / longest);
    }

    /** The length of the common prefix. */
    public static int commonPrefix(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
            }
            int[] spare = before;
            before = row;
            row = spare;
        }
        return before[other.length()];
    }
}
