package dev.mysqlasync.nio;

import dev.mysqlasync.spi.TransportOptions;
import dev.mysqlasync.testkit.contract.ContractNetwork;
import dev.mysqlasync.testkit.contract.TransportContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class NioTransportTest extends TransportContract {

    @TempDir
    Path directory;

    @Override
    protected ContractNetwork newNetwork() {
        return new SocketNetwork(new TransportOptions(2, true, true, 0, 0), directory);
    }
}
