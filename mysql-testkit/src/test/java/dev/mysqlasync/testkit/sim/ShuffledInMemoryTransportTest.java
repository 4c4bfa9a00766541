package dev.mysqlasync.testkit.sim;

import dev.mysqlasync.testkit.contract.ContractNetwork;
import dev.mysqlasync.testkit.contract.TransportContract;

class ShuffledInMemoryTransportTest extends TransportContract {

    @Override
    protected ContractNetwork newNetwork() {
        return new SimContractNetwork(SimLoop.shuffled(20260101));
    }
}
