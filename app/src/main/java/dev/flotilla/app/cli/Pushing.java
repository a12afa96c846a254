package dev.flotilla.app.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions.DryRun;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Carries out a prepared push and tells how it goes; `sync` and `rollback` share it.
final class Pushing {
    private final Console console;
    private final Connected connected;
    private final Options how;

    /// What all commands that push have in common.
    static final class Options {
        @Option(names = "--dry-run", paramLabel = "client|server", arity = "0..1", fallbackValue = "client", preprocessor = DryRunKind.KindOrNone.class) private @Nullable DryRunKind dryRun;

        @Option(names = {"-o", "--output"}, paramLabel = "text|json") private Form output = Form.text;

        enum DryRunKind {
            client, server;

            /// In `--dry-run WORKSPACE` the workspace is not the kind.
            static final class KindOrNone extends Alone {
                KindOrNone() {
                    super(client.name(), value -> Arrays.stream(values()).anyMatch(kind -> kind.name().equalsIgnoreCase(value)));
                }
            }
        }

        enum Form {
            text, json
        }

        DryRun dryRun() {
            return switch (dryRun) {
                case null -> DryRun.NONE;
                case client -> DryRun.CLIENT;
                case server -> DryRun.SERVER;
            };
        }

        boolean json() {
            return output == Form.json;
        }
    }

    Pushing(Console console, Connected connected, Options how) {
        this.console = console;
        this.connected = connected;
        this.how = how;
    }

    /// Pushes, and says what became of it.
    ///
    /// @return the exit code
    int push(SyncPlan plan) {
        SyncRun run = connected.session().run(plan);
        var failures = new LinkedHashMap<String, @Nullable ClusterFailure>();
        plan.members().forEach(member -> failures.put(member.cluster(), member.failure()));
        // The JVM ends when its hooks have: this one waits until what was done is told.
        var told = new CountDownLatch(1);
        Thread onInterrupt = Thread.ofPlatform().unstarted(() -> {
            run.cancel();
            await(told);
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        RunRecord record;
        try (var report = how.json() ? SyncReport.json(console) : SyncReport.text(console, plan)) {
            record = run.execute(event -> {
                if (event instanceof SyncEvent.MemberFinished finished) failures.put(finished.cluster(), finished.failure());
                report.accept(event);
            });
        } finally {
            console.flush();
            told.countDown();
            forget(onInterrupt);
        }
        return connected.reportFailures(failures, failed(record) ? ExitCode.SOME_MEMBERS_FAILED : ExitCode.FINE);
    }

    private static boolean failed(RunRecord record) {
        return record.end() != RunRecord.End.COMPLETE
                || record.members().stream().anyMatch((MemberSummary m) -> m.failed() > 0 || m.conflicts() > 0);
    }

    private static void await(CountDownLatch told) {
        try {
            boolean unused = told.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            return; // the JVM is on its way down, and the hook at work
        }
    }
}
