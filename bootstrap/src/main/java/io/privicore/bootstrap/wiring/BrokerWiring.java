package io.privicore.bootstrap.wiring;

import io.privicore.adapters.amqp.AmqpBeans;
import io.privicore.adapters.amqp.AmqpConfig;
import io.privicore.application.port.BrokerAccounts;
import io.privicore.bootstrap.embedded.EmbeddedServices;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses who keeps the accounts of devices: the broker in this process where there is one, else RabbitMQ. */
@Singleton
public class BrokerWiring {

    @Produces
    @Singleton
    BrokerAccounts accounts(AmqpConfig config) {
        return EmbeddedServices.running()
                .flatMap(EmbeddedServices::brokerAccounts)
                .orElseGet(() -> AmqpBeans.rabbitAccounts(config));
    }
}
