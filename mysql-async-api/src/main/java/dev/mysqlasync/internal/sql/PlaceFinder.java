package dev.mysqlasync.internal.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the parameters of a statement and the texts between them. An instance is used once. */
final class PlaceFinder {

    private final String sql;
    private final SqlModes modes;
    private final SqlScanner scanner;
    private final PlaceContext context;
    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<LiteralPlace> literals = new ArrayList<>();
    private @Nullable String doubt;
    private @Nullable Pending pending;
    private boolean executable; // it is in an executable comment
    private boolean open; // what is behind the last place was not seen
    private boolean openBehindComment;

    /** A doubt about the text after an index. */
    private record Pending(String why, int from) {}

    PlaceFinder(String sql, SqlModes modes) {
        this.sql = sql;
        this.modes = modes;
        this.scanner = new SqlScanner(sql, modes);
        this.context = new PlaceContext(sql, scanner);
    }

    PlaceFinder find() {
        int from = 0;
        for (SqlToken token = scanner.next(); token != SqlToken.END; token = scanner.next()) {
            if (token == SqlToken.PLACE || token == SqlToken.NAMED_PLACE) {
                texts.add(sql.substring(from, scanner.start()));
                from = scanner.end();
                place(token);
            } else {
                other(token);
            }
        }
        behindLast(false, true);
        unseen();
        texts.add(sql.substring(from));
        return this;
    }

    /** The texts before, between and after the parameters. */
    List<String> texts() {
        return texts;
    }

    /** The names of named parameters. */
    List<String> names() {
        return names;
    }

    List<LiteralPlace> literals() {
        return literals;
    }

    int count() {
        return texts.size() - 1;
    }

    /** Why a parameter may not be one to the server; {@code null} if all are certain. */
    @Nullable
    String doubt() {
        return doubt;
    }

    private void place(SqlToken token) {
        behindLast(false, false);
        literals.add(context.place());
        open = true;
        if (token == SqlToken.NAMED_PLACE) {
            names.add(scanner.text().substring(1));
        } else if (scanner.end() < sql.length() && SqlScanner.isWordCharacter(sql.charAt(scanner.end()))) {
            doubt("a letter or digit follows the ?, so the server does not read it as a parameter; put a space"
                    + " between");
        }
        if (scanner.isInExecutableComment()) {
            doubt("it stands in an executable comment, which some servers skip");
        }
        if (pending != null) {
            doubt(pending.why());
        }
    }

    /** After something doubtful, the server may see a parameter in what looks like a quoted text. */
    private void unseen() {
        Pending from = pending;
        if (from != null
                && (sql.indexOf('?', from.from()) >= 0 || (modes.colons() && sql.indexOf(':', from.from()) >= 0))) {
            doubt(from.why());
        }
    }

    private void pending(String why) {
        pending = pending == null ? new Pending(why, scanner.start()) : pending;
    }

    private void doubt(String why) {
        doubt = doubt == null ? why : doubt;
    }

    private void other(SqlToken token) {
        switch (token) {
            case SPACE -> {}
            case COMMENT -> comment();
            case EXECUTABLE_START -> executableStart();
            case EXECUTABLE_END -> {
                executable = false;
                open |= openBehindComment;
                openBehindComment = false;
                context.token(token);
            }
            default -> code(token);
        }
    }

    private void comment() {
        if (executable) {
            doubtful("an executable comment beside it contains a comment, and servers disagree on where it ends");
        }
    }

    /** A doubt about the parameters after this point, and about one directly before it. */
    private void doubtful(String why) {
        pending(why);
        if (open || openBehindComment) {
            doubt(why);
        }
    }

    private void executableStart() {
        comment();
        if (scanner.hasDoubtfulVersion()) {
            doubtful("an executable comment beside it has a six-digit version, of which some servers read five digits");
        }
        executable = true;
        openBehindComment = open;
        context.token(SqlToken.EXECUTABLE_START);
    }

    private void code(SqlToken token) {
        behindLast(token == SqlToken.STRING, scanner.is(",") || scanner.is(")") || scanner.is(";"));
        if (token == SqlToken.STRING || token == SqlToken.IDENTIFIER) {
            quoted(sql.charAt(scanner.start()));
        } else if (token == SqlToken.WORD && scanner.mayBeginDollarQuote()) {
            pending("text between dollar signs before it is a string or a name, depending on the server's version");
        } else if (scanner.is("[")) {
            pending("a bracket before it quotes a name only under sql_mode=MSSQL");
        } else if (modes.colons() && scanner.is(":")) {
            doubt("under sql_mode=ORACLE a colon may also start a parameter");
        }
        context.token(token);
    }

    /**
     * A doubt about the end of a quoted text. It affects the parameters after it, and one before the comment around it.
     */
    private void quoted(char quote) {
        boolean modesDecide = quote == '"' && !modes.ansiQuotes() && !modes.noBackslashEscapes();
        if (modesDecide && scanner.hasEscapedQuote()) {
            pending("where the double-quoted text before it ends depends on ANSI_QUOTES, because it has \\\" in it;"
                    + " use single quotes");
        } else if (scanner.hidesCommentEnd()) {
            doubtful("a quoted text beside it, in an executable comment, contains */");
        }
    }

    /**
     * Records what follows, or may follow, the last parameter. Some servers skip an executable comment, so the text
     * after it counts, too.
     */
    private void behindLast(boolean string, boolean closes) {
        if (!open) {
            return;
        }
        LiteralPlace last = literals.get(literals.size() - 1);
        literals.set(
                literals.size() - 1,
                new LiteralPlace(last.kind(), last.apart() || string, last.closed() && closes, last.refusal()));
        open = false;
    }
}
