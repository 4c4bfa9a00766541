package dev.mysqlasync.protocol.session;

import dev.mysqlasync.protocol.AuthMoreData;
import dev.mysqlasync.protocol.AuthNextFactor;
import dev.mysqlasync.protocol.AuthSwitchRequest;
import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.Greeting;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.SessionChange;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes down everything that a session says, a line for each event, with the name of the exchange it belongs to. */
final class EventLog implements SessionListener {

    private static final int MAX_VALUE = 40;

    private final List<String> events = new ArrayList<>();
    private RowLayout lastLayout = RowLayout.of(RowFormat.TEXT, List.of());

    EventLog() {}

    List<String> events() {
        return List.copyOf(events);
    }

    void add(String event) {
        events.add(event);
    }

    void clear() {
        events.clear();
    }

    RowLayout lastLayout() {
        return lastLayout;
    }

    @Override
    public void greeting(Greeting greeting) {
        add("greeting " + greeting.serverVersion());
    }

    @Override
    public void sessionChanged(List<SessionChange> changes) {
        add("changed " + changes);
    }

    @Override
    public void connectionError(ErrPacket error) {
        add("connection error " + text(error));
    }

    OkSink ok(String name) {
        return new OkSink() {
            @Override
            public void ok(OkPacket ok) {
                add(name + " ok" + text(ok));
            }

            @Override
            public void error(ErrPacket error) {
                add(name + " error " + text(error));
            }
        };
    }

    PrepareSink prepare(String name) {
        return new PrepareSink() {
            @Override
            public void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
                add(name + " prepared " + statementId + " with " + parameterCount + " parameters" + names(columns));
            }

            @Override
            public void error(ErrPacket error) {
                add(name + " error " + text(error));
            }
        };
    }

    AuthenticationSink authentication() {
        return new Authentication();
    }

    /** A sink that takes every row. */
    Results results(String name) {
        return new Results(name);
    }

    private static String text(OkPacket ok) {
        String affected = ok.affectedRows() == 0 ? "" : " affected " + ok.affectedRows();
        return String.format(" %04x", ok.statusFlags()) + affected + (ok.info().isEmpty() ? "" : " " + ok.info());
    }

    private static String text(ErrPacket error) {
        return error.code() + " " + error.sqlState() + " " + error.message();
    }

    private static String names(List<ColumnDefinition41> columns) {
        return columns.stream().map(column -> " " + column.name()).collect(Collectors.joining());
    }

    private static String value(RowView row, int column) {
        String value = row.getString(column);
        if (value == null) {
            return "NULL";
        }
        return value.length() > MAX_VALUE ? "(" + value.length() + " characters)" : value;
    }

    /** A sink for results; what it does with a row may be overridden. */
    class Results implements ResultSink {
        private final String name;

        Results(String name) {
            this.name = name;
        }

        @Override
        public void ok(OkPacket ok) {
            add(name + " ok" + text(ok));
        }

        @Override
        public void columns(RowLayout layout) {
            lastLayout = layout;
            add(name + " columns" + names(layout.columns()));
        }

        @Override
        public boolean row(RowView row) {
            add(name + " row "
                    + IntStream.range(0, row.columns().size())
                            .mapToObj(column -> value(row, column))
                            .collect(Collectors.joining(" ")));
            return true;
        }

        @Override
        public void endOfRows(OkPacket end) {
            add(name + " end" + text(end));
        }

        @Override
        public void error(ErrPacket error) {
            add(name + " error " + text(error));
        }
    }

    private final class Authentication implements AuthenticationSink {

        @Override
        public void switchTo(AuthSwitchRequest request) {
            add("switch to " + request.plugin() + " with " + request.data().length + " bytes");
        }

        @Override
        public void moreData(AuthMoreData data) {
            add("more " + HexFormat.of().formatHex(data.data()));
        }

        @Override
        public void nextFactor(AuthNextFactor factor) {
            add("next factor " + factor.plugin());
        }

        @Override
        public void authenticated(OkPacket ok) {
            add("authenticated" + text(ok));
        }

        @Override
        public void refused(ErrPacket error) {
            add("refused " + text(error));
        }
    }
}
