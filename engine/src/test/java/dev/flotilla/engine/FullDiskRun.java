package dev.flotilla.engine;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;

/// A child process that pushes with its state on a small disk of its own, which it fills in the middle of the run, and tells what
/// came of it. The disk is seen by no other process.
final class FullDiskRun {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final int FULL_AFTER = 100;

    private FullDiskRun() {}

    /// @param args the workspace's folder, the disk's folder, and the namespace that is pushed
    public static void main(String[] args) throws Exception {
        Path disk = Path.of(args[1]);
        Path filler = disk.resolve("filler");
        try (var fleet = new PushedFleet(Path.of(args[0]), disk.resolve("state"))) {
            var full = new AtomicBoolean();
            RunRecord run = fleet.session.run(fleet.prepare(SyncOptions.NORMAL)).execute(event -> {
                if (event instanceof SyncEvent.StepFinished done && done.done() == FULL_AFTER && full.compareAndSet(false, true))
                    fill(filler);
                if (event instanceof SyncEvent.Stopped stopped) System.out.println("stopped " + stopped.why().reason());
            });
            System.out.println("end " + run.end());
            RunRecord told = fleet.session.history().getFirst();
            System.out.println("told " + told.end());
            for (String member : fleet.plan().fleet().names()) {
                Set<String> noted = Stream.concat(told.changes().stream(), told.inFlight().stream())
                        .filter(entry -> entry.cluster().equals(member)).map(entry -> entry.object().name())
                        .collect(Collectors.toSet());
                Set<String> there = pushed(fleet, member, args[2]);
                System.out.println("some " + (!there.isEmpty() && there.size() < 300));
                there.removeAll(noted);
                System.out.println("unnoted " + there);
            }
            Files.delete(filler);
            System.out.println("then " + fleet.sync(SyncOptions.NORMAL).end());
            for (String member : fleet.plan().fleet().names()) {
                System.out.println("has " + pushed(fleet, member, args[2]).size());
            }
        }
    }

    private static Set<String> pushed(PushedFleet fleet, String member, String namespace) throws ClusterException {
        return fleet.session.client(member).orElseThrow().listAll(CONFIG_MAP, ListQuery.in(namespace)).stream()
                .filter(object -> object.ownManager() != null).map(object -> object.manifest().name())
                .collect(Collectors.toSet());
    }

    /// Writes until the disk takes no more.
    private static void fill(Path filler) {
        var block = new byte[4096];
        try (var out = new FileOutputStream(filler.toFile())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            System.out.println("filled " + e.getMessage());
        }
    }
}
