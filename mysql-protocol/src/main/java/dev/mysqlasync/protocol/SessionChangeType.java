package dev.mysqlasync.protocol;

/** The numbers of the kinds of {@link SessionChange}, as the manual's {@code enum_session_state_type} has them. */
final class SessionChangeType {

    static final int SYSTEM_VARIABLES = 0;
    static final int SCHEMA = 1;
    static final int STATE_CHANGE = 2;
    static final int GTIDS = 3;
    static final int TRANSACTION_CHARACTERISTICS = 4;
    static final int TRANSACTION_STATE = 5;

    /** The only encoding of global transaction ids that is specified. */
    static final int GTIDS_AS_TEXT = 0;

    private SessionChangeType() {}
}
