package dev.flotilla.engine.diff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;

/// Several questions to one cluster at the same time, a handful under way.
final class Together {
    private static final int AT_ONCE = 8;

    private Together() {}

    @FunctionalInterface
    interface Question<A, B> {
        B ask(A about) throws ClusterException;
    }

    /// The answers, in the questions' order; the first failure fails all.
    static <A, B> List<B> each(Collection<A> about, Question<A, B> question) throws ClusterException {
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<B>>();
            for (A one : about) {
                asked.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return question.ask(one);
                    } finally {
                        places.release();
                    }
                }));
            }
            var answers = new ArrayList<B>();
            try {
                for (Future<B> answer : asked) {
                    answers.add(answer.get());
                }
            } finally {
                asked.forEach(answer -> answer.cancel(true));
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClusterException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(new ClusterFailure.Cancelled(), e);
        }
    }
}
