package io.privicore.adapters.persistence;

import io.privicore.application.port.ImportRowsContract;
import io.privicore.application.port.PersistencePorts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaImportRowsTest extends ImportRowsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
