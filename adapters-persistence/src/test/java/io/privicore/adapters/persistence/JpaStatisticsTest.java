package io.privicore.adapters.persistence;

import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.SettableClock;
import io.privicore.application.port.StatisticsContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaStatisticsTest extends StatisticsContract {

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }

    @Override
    protected SettableClock clock() {
        return new JpaPorts().clock();
    }
}
