package io.privicore.application.port;

class InMemoryStatisticsTest extends StatisticsContract {

    private final SettableClock clock = new SettableClock();
    private final InMemoryPorts ports = InMemoryPorts.create(clock);

    @Override
    protected PersistencePorts ports() {
        return ports;
    }

    @Override
    protected SettableClock clock() {
        return clock;
    }
}
