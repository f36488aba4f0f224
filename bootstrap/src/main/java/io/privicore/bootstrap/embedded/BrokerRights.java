package io.privicore.bootstrap.embedded;

import io.privicore.adapters.amqp.topology.Topology;
import io.privicore.domain.kernel.DeviceId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import org.apache.qpid.server.connection.ConnectionPrincipal;
import org.apache.qpid.server.message.MessageDestination;
import org.apache.qpid.server.model.Connection;
import org.apache.qpid.server.model.Consumer;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.PermissionedObject;
import org.apache.qpid.server.model.Session;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.security.AccessControl;
import org.apache.qpid.server.security.Result;
import org.apache.qpid.server.security.SecurityToken;
import org.apache.qpid.server.security.SubjectExecutionContext;
import org.apache.qpid.server.security.access.Operation;
import org.apache.qpid.server.security.access.OperationType;
import org.apache.qpid.server.security.auth.AuthenticatedPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what at the embedded broker. The engine may do anything; a device, whose account is its identifier, reads its
 * own queue and writes to the engine under its own identifier; what is not allowed here is denied.
 */
final class BrokerRights implements AccessControl<SecurityToken> {

    /** The account of the engine. */
    static final String ENGINE = "privicore-engine";

    private static final Operation CONNECT = Operation.PERFORM_ACTION("connect");
    private static final Operation PUBLISH = Operation.PERFORM_ACTION("publish");
    private static final Set<OperationType> LIFE =
            Set.of(OperationType.CREATE, OperationType.UPDATE, OperationType.DELETE);

    private final Map<String, Instant> lastChanges = new ConcurrentHashMap<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();

    /**
     * Connections of this account that began until then are of another password. They were told to close; one that had
     * not finished its greeting by then is turned away when it does.
     */
    void changed(String account, Instant when) {
        lastChanges.put(account, when);
    }

    /** Turns away the account's connections from now on; those there are must be ended by whoever calls this. */
    void suspended(String account) {
        suspended.add(account);
    }

    void resumed(String account) {
        suspended.remove(account);
    }

    /** Whether the connection began before the account's password was last changed, or the account was revoked. */
    boolean isOutdated(Connection<?> connection, String account) {
        Instant changed = lastChanges.get(account);
        return changed != null && !connection.getCreatedTime().toInstant().isAfter(changed);
    }

    @Override
    public Result getDefault() {
        return Result.DENIED;
    }

    @Override
    public @Nullable SecurityToken newToken() {
        return null;
    }

    @Override
    public @Nullable SecurityToken newToken(Subject subject) {
        return null;
    }

    @Override
    public Result authorise(@Nullable SecurityToken token, Operation operation, PermissionedObject object) {
        return authorise(token, operation, object, Map.of());
    }

    @Override
    public Result authorise(
            @Nullable SecurityToken token,
            Operation operation,
            PermissionedObject object,
            Map<String, Object> arguments) {
        Subject subject = SubjectExecutionContext.currentSubject();
        AuthenticatedPrincipal principal =
                subject == null ? null : AuthenticatedPrincipal.getOptionalAuthenticatedPrincipalFromSubject(subject);
        if (principal == null) {
            return Result.DENIED;
        }
        String account = principal.getName();
        boolean allowed = account.equals(ENGINE) || deviceMay(account, subject, operation, object, arguments);
        return allowed ? Result.ALLOWED : Result.DENIED;
    }

    private boolean deviceMay(
            String account,
            Subject subject,
            Operation operation,
            PermissionedObject object,
            Map<String, Object> arguments) {
        Class<?> category = object.getCategoryClass();
        if (category == VirtualHost.class) {
            return operation.equals(CONNECT)
                    && !suspended.contains(account)
                    && subject.getPrincipals(ConnectionPrincipal.class).stream()
                            .anyMatch(principal -> principal.getConnection() instanceof GuardedConnection connection
                                    && !isOutdated(connection, account));
        }
        if (category == Session.class || category == Connection.class) {
            return LIFE.contains(operation.getType());
        }
        if (category == Consumer.class) {
            return LIFE.contains(operation.getType())
                    && object instanceof Consumer<?, ?> consumer
                    && consumer.getParent().getName().equals(Topology.deviceQueue(DeviceId.of(account)));
        }
        return category == Exchange.class
                && operation.equals(PUBLISH)
                && ((MessageDestination) object).getName().equals(Topology.ENGINE)
                && account.equals(arguments.get("routingKey"));
    }
}
