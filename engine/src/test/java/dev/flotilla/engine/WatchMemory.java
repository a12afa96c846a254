package dev.flotilla.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.StatusWatch;

/// How much memory the watch of a large fleet takes, and whether it grows: watches every object of a [WatchedFleet], which runs
/// in a process of its own, and prints this process' resident memory and heap every so often; at the end, what of the heap is alive.
/// `.ci/measure-watch-memory.sh` runs it with the launcher's flags.
final class WatchMemory {
    private WatchMemory() {}

    /// @param arguments folder to write to, members, objects on each, changes a second on each, minutes, seconds between two lines
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var minutes = Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[4])));
        var every = Duration.ofSeconds(Long.parseLong(arguments[5]));
        Process fleet = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-cp", System
                .getProperty("java.class.path"), WatchedFleet.class.getName(), folder.toString(), arguments[1], arguments[2],
                arguments[3]).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var said = new BufferedReader(new InputStreamReader(fleet.getInputStream(), StandardCharsets.UTF_8))) {
            if (!"ready".equals(said.readLine())) throw new IllegalStateException("the fleet did not start");
            watch(folder, minutes, every);
        } finally {
            fleet.destroy();
        }
        System.exit(0);
    }

    private static void watch(Path folder, Duration minutes, Duration every) throws Exception {
        Engine engine = Engine.standard();
        var workspace = engine.open(folder.resolve("workspace"));
        try (var session = FleetSession.open(engine, workspace, SessionOptions.standard(_ -> false).withState(folder.resolve(
                "state")))) {
            session.awaitFirstAnswers(Duration.ofMinutes(1));
            FleetPlan plan = engine.plan(workspace, session.observed(), Map.of(), null);
            var told = new AtomicLong();
            long start = System.nanoTime();
            try (StatusWatch watch = session.watch(plan, _ -> told.incrementAndGet())) {
                System.out.println("| seconds | resident MB | heap used MB | heap reserved MB | CPU s | pictures |");
                System.out.println("| --- | --- | --- | --- | --- | --- |");
                long end = start + minutes.toNanos();
                while (System.nanoTime() < end) {
                    Thread.sleep(every);
                    line(start, told.get());
                }
                print(watch.current());
            }
        }
    }

    private static void line(long start, long told) throws IOException {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        double cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                / 1e9;
        System.out.printf(Locale.ROOT, "| %d | %d | %d | %d | %.1f | %d |%n", (System.nanoTime() - start) / 1_000_000_000,
                resident(
                        "VmRSS"),
                heap >> 20, Runtime.getRuntime().totalMemory() >> 20, cpu, told);
    }

    private static void print(FleetStatus status) throws IOException {
        long cells = status.objects().stream().mapToLong(object -> object.members().size()).sum();
        long known = status.objects().stream().flatMap(object -> object.members().stream()).filter(cell -> cell.seen() != null)
                .count();
        long drifted = status.objects().stream().flatMap(object -> object.members().stream()).filter(cell -> cell.isDrifted())
                .count();
        long peak = resident("VmHWM");
        System.gc();
        System.out.printf("%d of %d objects seen, %d drifted; peak resident %d MB, alive %d MB%n", known, cells, drifted, peak,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }

    private static long resident(String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(what + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
    }
}
