package dev.mysqlasync.internal;

/** A statement as it is prepared on the server, and what its parameters have been used for. */
final class PreparedHandle {

    private final int statementId;
    private final byte[] classes;

    PreparedHandle(int statementId, int parameterCount) {
        this.statementId = statementId;
        this.classes = new byte[parameterCount];
    }

    int statementId() {
        return statementId;
    }

    boolean fits(byte[] wanted) {
        return ParameterClasses.fit(classes, wanted);
    }

    /** Notes an execution with parameters of these classes, which fit. */
    void usedWith(byte[] used) {
        ParameterClasses.fix(classes, used);
    }
}
