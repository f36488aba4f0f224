package io.privicore.adapters.rest.channel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualTimeline implements Timeline {

    private record Task(long at, long order, Runnable task) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_000_000;
    private long order;

    @Override
    public long now() {
        return now;
    }

    @Override
    public Runnable at(long millis, Runnable task) {
        var planned = new Task(Math.max(millis, now), order++, task);
        tasks.add(planned);
        return () -> tasks.remove(planned);
    }

    void pass(long millis) {
        long until = now + millis;
        while (true) {
            var next = tasks.stream()
                    .filter(task -> task.at <= until)
                    .min(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
            if (next.isEmpty()) {
                break;
            }
            tasks.remove(next.get());
            now = Math.max(now, next.get().at);
            next.get().task.run();
        }
        now = until;
    }
}
