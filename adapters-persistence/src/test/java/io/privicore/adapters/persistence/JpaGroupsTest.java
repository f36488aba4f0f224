package io.privicore.adapters.persistence;

import io.privicore.application.port.GroupsContract;
import io.privicore.application.port.PersistencePorts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaGroupsTest extends GroupsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
