package io.privicore.bootstrap.embedded;

import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.application.port.BrokerAccounts;
import io.privicore.domain.device.BrokerEndpoint;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.login.AccountNotFoundException;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.User;
import org.apache.qpid.server.transport.AMQPConnection;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The accounts of devices in the model of the embedded broker. */
public final class EmbeddedBrokerAccounts implements BrokerAccounts {

    private static final Logger LOG = Logger.getLogger(EmbeddedBrokerAccounts.class);
    private static final String SUSPENDED = "suspended";
    private static final int CLOSE_SECONDS = 5;

    private final EmbeddedBroker broker;

    EmbeddedBrokerAccounts(EmbeddedBroker broker) {
        this.broker = broker;
    }

    @Override
    public synchronized void provision(DeviceId device, Secret password) {
        String account = device.toString();
        ask(() -> {
            Exchange<?> engine = broker.exchange(Topology.ENGINE, "direct");
            broker.queue(Topology.deviceQueue(device));
            engine.addBinding(account, broker.queue(Topology.inboxOf(device)), Map.of());
            broker.setPassword(account, password.value());
            endConnections(account);
            return null;
        });
    }

    @Override
    public synchronized void revoke(DeviceId device) {
        String account = device.toString();
        ask(() -> {
            try {
                broker.authentication().deleteUser(account);
            } catch (AccountNotFoundException e) {
                LOG.debugf("Device %s has no account any more", device);
            }
            broker.rights().resumed(account);
            endConnections(account);
            broker.exchange(Topology.ENGINE, "direct").deleteBinding(account, broker.queue(Topology.inboxOf(device)));
            Queue<?> queue = broker.virtualHost().getChildByName(Queue.class, Topology.deviceQueue(device));
            if (queue != null) {
                queue.delete();
            }
            return null;
        });
    }

    /** Kept with the account itself, so that it outlives this process and a new password. */
    @Override
    public synchronized void suspend(DeviceId device) {
        String account = device.toString();
        ask(() -> {
            broker.user(account).ifPresent(user -> user.setAttributes(Map.of(User.DESCRIPTION, SUSPENDED)));
            broker.rights().suspended(account);
            endConnections(account);
            return null;
        });
    }

    @Override
    public synchronized void resume(DeviceId device) {
        String account = device.toString();
        ask(() -> {
            broker.user(account).ifPresent(user -> user.setAttributes(Map.of(User.DESCRIPTION, "")));
            broker.rights().resumed(account);
            return null;
        });
    }

    /** Reads back who was suspended when the process ended. */
    void restore() {
        broker.users().stream()
                .filter(user -> SUSPENDED.equals(user.getDescription()))
                .forEach(user -> broker.rights().suspended(user.getName()));
    }

    @Override
    public BrokerEndpoint address() {
        return new BrokerEndpoint(broker.host(), broker.port(), EmbeddedBroker.VIRTUAL_HOST);
    }

    /** Ends what was opened with an earlier password, and waits until the broker has let go of it. */
    private void endConnections(String account) throws InterruptedException {
        Instant changed = Instant.ofEpochMilli(System.currentTimeMillis());
        broker.rights().changed(account, changed);
        // The broker dates connections by the millisecond: a connection of the new password must be of a later one.
        while (!Instant.ofEpochMilli(System.currentTimeMillis()).isAfter(changed)) {
            Thread.onSpinWait();
        }
        CompletableFuture<?>[] closing = broker.virtualHost().getConnections().stream()
                .filter(AMQPConnection.class::isInstance)
                .map(connection -> (AMQPConnection<?>) connection)
                .filter(connection -> connection.getAuthorizedPrincipal() != null
                        && connection.getAuthorizedPrincipal().getName().equals(account)
                        && broker.rights().isOutdated(connection, account))
                .map(ConfiguredObject::closeAsync)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(closing).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The broker has stopped listening to it already; only the other side has not answered the farewell.
            LOG.warnf("A connection of device %s does not end in time: %s", account, e);
        }
    }

    private void ask(Callable<@Nullable Void> work) {
        try {
            broker.asSystem(work);
        } catch (RuntimeException e) {
            LOG.error("The embedded broker could not change an account", e);
            throw new Refusal(
                    Reason.BROKER_UNAVAILABLE,
                    "Expected to change a device's account, but the broker is not available.");
        }
    }
}
