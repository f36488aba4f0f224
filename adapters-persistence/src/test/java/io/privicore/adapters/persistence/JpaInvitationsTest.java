package io.privicore.adapters.persistence;

import io.privicore.application.port.InvitationsContract;
import io.privicore.application.port.PersistencePorts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaInvitationsTest extends InvitationsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }
}
