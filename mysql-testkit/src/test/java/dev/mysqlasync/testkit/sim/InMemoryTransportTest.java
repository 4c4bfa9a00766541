package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.testkit.contract.ContractNetwork;
import dev.mysqlasync.testkit.contract.TransportContract;

class InMemoryTransportTest extends TransportContract {

    @Override
    protected ContractNetwork newNetwork() {
        return new SimContractNetwork(SimLoop.inOrder());
    }
}
