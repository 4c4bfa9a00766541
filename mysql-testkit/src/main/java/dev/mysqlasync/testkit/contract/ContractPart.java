package dev.mysqlasync.testkit.contract;

/** One part of the transport contract. */
public interface ContractPart {

    /** The scene of the running test. */
    ContractScene scene();
}
