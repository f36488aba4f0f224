package io.privicore.adapters.persistence.tx;

import io.privicore.application.port.UnitOfWork;
import io.privicore.domain.kernel.Event;
import io.privicore.domain.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The one class that begins and ends transactions. What belongs to the present unit is bound to its thread. */
@ApplicationScoped
public class JpaUnitOfWork implements UnitOfWork {

    private static final Logger LOG = Logger.getLogger(JpaUnitOfWork.class);
    private static final ScopedValue<Unit> PRESENT = ScopedValue.newInstance();

    private final TransactionManager transactions;
    private final EventSink sink;

    JpaUnitOfWork(TransactionManager transactions, EventSink sink) {
        this.transactions = transactions;
        this.sink = sink;
    }

    @Override
    public <T> T run(Origin origin, Supplier<T> work) {
        if (PRESENT.isBound()) {
            throw new IllegalStateException("Expected a unit of work outside of another, but there is one");
        }
        var unit = new Unit(origin, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        T answer = transaction(() -> ScopedValue.where(PRESENT, unit).call(() -> {
            T result = work.get();
            unit.last().values().forEach(Runnable::run);
            if (!unit.events().isEmpty()) {
                sink.write(origin, unit.events());
            }
            return result;
        }));
        unit.afterCommit().forEach(JpaUnitOfWork::runQuietly);
        if (!unit.events().isEmpty()) {
            runQuietly(sink::committed);
        }
        return answer;
    }

    @Override
    public void afterCommit(Runnable action) {
        present().afterCommit().add(action);
    }

    /** Runs the action once no unit is under way: after the commit of the present one, or now. */
    public void outside(Runnable action) {
        if (PRESENT.isBound()) {
            afterCommit(action);
        } else {
            action.run();
        }
    }

    /**
     * What the present unit gathers to write at its end, the same whenever it is asked for; nothing where no unit is under
     * way, so that it is to be written now.
     */
    public <T extends Runnable> Optional<T> gathering(Class<T> what, Supplier<T> fresh) {
        return PRESENT.isBound()
                ? Optional.of(what.cast(PRESENT.get().last().computeIfAbsent(what, _ -> fresh.get())))
                : Optional.empty();
    }

    /** Takes facts to be written when the present unit ends. */
    public void append(Collection<Event> events) {
        present().events().addAll(events);
    }

    /** Runs the work in a transaction that has no events and is nobody's unit of work. */
    public <T> T transaction(Supplier<T> work) {
        begin();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException failure) {
            rollback(failure);
            throw Failures.translated(failure);
        } catch (Error failure) {
            rollback(failure);
            throw failure;
        }
        commit();
        return result;
    }

    /** Runs a read in the present transaction, or in a short one of its own. */
    public <T> T reading(Supplier<T> read) {
        try {
            return isInTransaction() ? read.get() : transaction(read);
        } catch (RuntimeException failure) {
            throw Failures.translated(failure);
        }
    }

    private boolean isInTransaction() {
        try {
            return transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin() {
        try {
            transactions.begin();
        } catch (Exception e) {
            throw new IllegalStateException("Expected to begin a transaction", e);
        }
    }

    private void commit() {
        try {
            transactions.commit();
        } catch (Exception e) {
            var failure = Failures.translated(e);
            throw failure instanceof Stale || failure instanceof Refusal ? failure : Failures.unavailable();
        }
    }

    private void rollback(Throwable cause) {
        try {
            transactions.rollback();
        } catch (Exception e) {
            cause.addSuppressed(e);
        }
    }

    private static Unit present() {
        if (!PRESENT.isBound()) {
            throw new IllegalStateException("Expected a unit of work, but there is none");
        }
        return PRESENT.get();
    }

    /** What is committed stays, whatever becomes of the actions that follow. */
    private static void runQuietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("An action after the commit failed", e);
        }
    }

    private record Unit(Origin origin, List<Event> events, List<Runnable> afterCommit, Map<Class<?>, Runnable> last) {}
}
