package io.privicore.adapters.persistence;

import io.privicore.application.port.DataTokensContract;
import io.privicore.application.port.PersistencePorts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaDataTokensTest extends DataTokensContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
