package io.privicore.bootstrap.embedded;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.server.model.AbstractConfiguredObject;
import org.apache.qpid.server.model.AbstractConfiguredObjectTypeFactory;
import org.apache.qpid.server.model.AccessControlProvider;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.ManagedAttributeField;
import org.apache.qpid.server.model.ManagedObject;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.StateTransition;
import org.apache.qpid.server.plugin.ConfiguredObjectRegistration;
import org.apache.qpid.server.security.AccessControl;

/** Makes {@link BrokerRights} a part of Broker-J's model, which finds it as a plug-in by its type. */
@ManagedObject(category = false, type = BrokerRightsProvider.TYPE)
public final class BrokerRightsProvider extends AbstractConfiguredObject<BrokerRightsProvider>
        implements AccessControlProvider<BrokerRightsProvider> {

    static final String TYPE = "PrivicoreRights";

    private final BrokerRights rights = new BrokerRights();

    @ManagedAttributeField
    @SuppressWarnings("UnusedVariable")
    private int _priority;

    BrokerRightsProvider(Map<String, Object> attributes, ConfiguredObject<?> broker) {
        super(broker, attributes);
    }

    BrokerRights rights() {
        return rights;
    }

    @Override
    public int getPriority() {
        return _priority;
    }

    @Override
    public AccessControl<?> getController() {
        return rights;
    }

    @StateTransition(
            currentState = {State.UNINITIALIZED, State.QUIESCED, State.ERRORED},
            desiredState = State.ACTIVE)
    @SuppressWarnings("unused")
    private CompletableFuture<Void> activate() {
        setState(State.ACTIVE);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public int compareTo(AccessControlProvider<?> other) {
        return ACCESS_CONTROL_PROVIDER_COMPARATOR.compare(this, other);
    }

    @Override
    protected void logOperation(String operation) {
        // Nothing about it changes while the broker runs.
    }

    /** Found by Broker-J through the service loader. */
    public static final class Factory extends AbstractConfiguredObjectTypeFactory<BrokerRightsProvider> {

        public Factory() {
            super(BrokerRightsProvider.class);
        }

        @Override
        protected BrokerRightsProvider createInstance(Map<String, Object> attributes, ConfiguredObject<?> parent) {
            return new BrokerRightsProvider(attributes, parent);
        }
    }

    /** Found by Broker-J through the service loader. */
    public static final class Registration implements ConfiguredObjectRegistration {

        @Override
        public String getType() {
            return BrokerRightsProvider.class.getPackageName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Collection<Class<? extends ConfiguredObject>> getConfiguredObjectClasses() {
            return Set.of(BrokerRightsProvider.class);
        }
    }
}
