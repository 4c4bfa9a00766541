package dev.mysqlasync.testkit.contract;

/** A part of the contract. */
public interface ContractPart {

    /** The network of the test that is running. */
    ContractScene scene();
}
