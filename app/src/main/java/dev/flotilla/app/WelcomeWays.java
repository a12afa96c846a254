package dev.flotilla.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.settings.AppSettings;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.shell.ShellActions.WindowDeeds;
import dev.flotilla.app.welcome.WelcomePage;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.workspace.Workspace;

/// What the first page can ask for, and the list of recent workspaces it shows.
final class WelcomeWays implements WelcomePage.Ways {
    private final WindowDeeds deeds;
    private final SettingsStore store;
    private final Consumer<Path> open;
    private final Consumer<String> openSample;
    private final Consumer<String> browse;

    WelcomeWays(WindowDeeds deeds, SettingsStore store, Consumer<Path> open, Consumer<String> openSample,
            Consumer<String> browse) {
        this.deeds = deeds;
        this.store = store;
        this.open = open;
        this.openSample = openSample;
        this.browse = browse;
    }

    @Override
    public void openSandbox() {
        deeds.openSandbox();
    }

    @Override
    public void openWorkspace() {
        deeds.openWorkspace();
    }

    @Override
    public void useKubeconfig() {
        deeds.useKubeconfig();
    }

    @Override
    public void newWorkshop() {
        deeds.newWorkshop();
    }

    @Override
    public void openSample(String name) {
        openSample.accept(name);
    }

    @Override
    public void open(Path path) {
        open.accept(path);
    }

    @Override
    public void forget(Path path) {
        AppSettings settings = store.get();
        store.set(settings.withRecent(settings.recent().stream().filter(one -> !one.path().equals(path.toString())).toList()));
    }

    @Override
    public void locate(Path lost) {
        forget(lost);
        deeds.openWorkspace();
    }

    @Override
    public void browse(String address) {
        browse.accept(address);
    }

    @Override
    public void setLanguage(String tag) {
        store.set(store.get().withLanguage(tag));
    }

    @Override
    public List<WelcomePage.Recent> recent() {
        return store.get().recent().stream().map(one -> new WelcomePage.Recent(Path.of(one.path()), one.name(), one.summary(),
                one.replicas(), one.members(), one.opened())).toList();
    }

    /// Remembers the workspace that is open, as the latest.
    static void remember(SettingsStore store, Workbench workbench, Messages text) {
        Workspace workspace = workbench.workspace();
        FleetPlan plan = workbench.plan();
        Path opened = workbench.locationProperty().get();
        if (workspace == null || plan == null || opened == null) return;
        String path = opened.toAbsolutePath().normalize().toString();
        ObjectPlan first = plan.objects().stream().filter(object -> object.division().replicas() != null).findFirst()
                .orElse(null);
        var replicas = new ArrayList<Integer>();
        if (first != null) {
            for (String member : plan.fleet().names()) {
                replicas.add(first.on(member).map(placed -> placed.replicas() == null ? 0 : placed.replicas()).orElse(0));
            }
        }
        var words = new ArrayList<String>();
        plan.objects().stream().map(ObjectPlan::dialect).distinct().forEach(id -> words.add(text.get("shell.dialect." + id)));
        if (first != null) words.add(first.ref().name());
        var latest = new AppSettings.Recent(path, workspace.settings().name(), String.join(", ", words), replicas,
                plan.fleet().members().size(), System.currentTimeMillis());
        var all = new ArrayList<AppSettings.Recent>();
        all.add(latest);
        store.get().recent().stream().filter(one -> !one.path().equals(path)).forEach(all::add);
        store.set(store.get().withRecent(all));
    }
}
