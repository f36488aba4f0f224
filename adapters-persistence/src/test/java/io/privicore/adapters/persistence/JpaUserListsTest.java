package io.privicore.adapters.persistence;

import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.UserListsContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaUserListsTest extends UserListsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
