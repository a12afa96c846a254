package dev.flotilla.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Stops the real clusters when the last test has run, and says at the end of a run how many tests went without them.
/// Found by JUnit through `META-INF/services`.
public final class RealClustersSession implements LauncherSessionListener, TestExecutionListener {
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicReference<String> reason = new AtomicReference<>("");

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        RealClusters.stopAll();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().filter(_ -> result.getStatus() == TestExecutionResult.Status.ABORTED).map(Throwable::getMessage)
                .filter(message -> message.contains(RealClusters.ABSENT)).ifPresent(message -> {
                    skipped.incrementAndGet();
                    reason.set(message);
                });
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        int count = skipped.getAndSet(0);
        if (count > 0) System.out.println("SKIPPED " + count + " integration tests or classes: " + reason.get());
    }
}
