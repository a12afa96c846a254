package dev.flotilla.app.status;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.status.Condition;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectDetails.EventLine;
import dev.flotilla.engine.status.ObjectDetails.PodLine;
import dev.flotilla.engine.text.YamlWriter;
import org.jspecify.annotations.Nullable;

/// The right of the details: events, pods, logs, conditions and the object itself, as the member says.
final class LifeTabs extends TabPane {
    private static final double LINE = 30;

    private final StatusViewModel model;
    private final Messages text;
    private final Clock clock;
    private final ListView<EventLine> events = new ListView<>();
    private final ListView<PodLine> pods = new ListView<>();
    private final ListView<Condition> conditions = new ListView<>();
    private final ChoiceBox<PodLine> logOf = new ChoiceBox<>();
    private final ListView<String> log;
    private final TextArea yaml = new TextArea();
    private final Tab eventTab;
    private final Tab podTab;
    private final Tab logTab;
    private final TextArea records = new TextArea();
    private final Tab recordTab;

    LifeTabs(StatusViewModel model, Messages text, Clock clock) {
        this.model = model;
        this.text = text;
        this.clock = clock;
        getStyleClass().add("life-tabs");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        events.setCellFactory(_ -> new Line<>(this::event));
        pods.setCellFactory(_ -> new Line<>(this::pod));
        conditions.setCellFactory(_ -> new Line<>(this::condition));
        log = new ListView<>(model.log());
        log.getStyleClass().add("pod-log");
        log.setAccessibleText(text.get("status.tab.logs"));
        events.setFixedCellSize(LINE);
        pods.setFixedCellSize(LINE);
        conditions.setFixedCellSize(LINE);
        yaml.setEditable(false);
        yaml.getStyleClass().add("yaml-area");
        records.setEditable(false);
        records.getStyleClass().add("yaml-area");
        events.setPlaceholder(Controls.label(text.get("status.events.none"), "muted"));
        pods.setPlaceholder(Controls.label(text.get("status.pods.none"), "muted"));
        conditions.setPlaceholder(Controls.label(text.get("status.conditions.none"), "muted"));
        log.setPlaceholder(Controls.label(text.get("status.logs.none"), "muted"));

        eventTab = tab("status.tab.events", events);
        podTab = tab("status.tab.pods", pods);
        logTab = tab("status.tab.logs", logs());
        recordTab = tab("status.tab.records", records);
        getTabs().addAll(eventTab, podTab, logTab, tab("status.tab.conditions", conditions), tab("status.tab.yaml", yaml));
        model.lifeProperty().subscribe(_ -> show());
        model.matrixProperty().subscribe(_ -> showConditions());
        model.log().addListener((ListChangeListener<String>) _ -> {
            if (!model.log().isEmpty()) log.scrollTo(model.log().size() - 1);
        });
        getSelectionModel().selectedItemProperty().subscribe(now -> {
            if (now == logTab) followChosen();
        });
    }

    private Tab tab(String key, Node content) {
        var tab = new Tab(text.get(key), content);
        content.setAccessibleText(text.get(key));
        return tab;
    }

    private Node logs() {
        logOf.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable PodLine pod) {
                return pod == null ? "" : pod.name();
            }

            @Override
            public PodLine fromString(String name) {
                throw new UnsupportedOperationException("pods are chosen, not typed");
            }
        });
        logOf.setAccessibleText(text.get("status.logs.pod"));
        logOf.valueProperty().subscribe(_ -> followChosen());
        HBox bar = Controls.row(8, Controls.label(text.get("status.logs.pod"), "muted"), logOf);
        bar.getStyleClass().add("toolbar");
        VBox.setVgrow(log, Priority.ALWAYS);
        return new VBox(bar, log);
    }

    private void followChosen() {
        PodLine pod = logOf.getValue();
        if (pod == null || getSelectionModel().getSelectedItem() != logTab) return;
        model.followLog(pod, pod.containers().size() > 1 ? pod.containers().getFirst() : null);
    }

    private void show() {
        var life = model.lifeProperty().get();
        fill(events, life == null ? List.of() : life.events());
        fill(pods, life == null ? List.of() : life.pods());
        count(eventTab, events.getItems().size());
        count(podTab, pods.getItems().size());
        PodLine before = logOf.getValue();
        if (!logOf.getItems().equals(pods.getItems())) logOf.getItems().setAll(pods.getItems());
        logOf.getItems().stream().filter(pod -> before != null && pod.name().equals(before.name())).findFirst()
                .or(() -> logOf.getItems().stream().findFirst()).ifPresent(logOf::setValue);
        fill(yaml, life == null || life.object() == null ? "" : YamlWriter.write(life.object().withoutManagers().root()));
        List<Manifest> noted = life == null ? List.of() : life.records();
        fill(records, noted.stream().map(one -> YamlWriter.write(one.root())).collect(Collectors.joining("---\n")));
        if (noted.isEmpty()) getTabs().remove(recordTab);
        else if (!getTabs().contains(recordTab)) getTabs().add(recordTab);
        showConditions();
    }

    private void showConditions() {
        MemberStatus member = model.pickedMember();
        fill(conditions, member == null ? List.of() : member.conditions());
    }

    /// Whoever reads on while the object moves keeps the line that is picked.
    private static <T> void fill(ListView<T> list, List<T> now) {
        if (list.getItems().equals(now)) return;
        T picked = list.getSelectionModel().getSelectedItem();
        list.getItems().setAll(now);
        if (picked != null && now.contains(picked)) list.getSelectionModel().select(picked);
    }

    /// Whoever reads on while the object moves stays where they are in its text; another object's is read from its beginning.
    private static void fill(TextArea area, String now) {
        if (now.equals(area.getText())) return;
        boolean same = !now.isEmpty() && !area.getText().isEmpty();
        double top = area.getScrollTop();
        int anchor = area.getAnchor();
        int caret = area.getCaretPosition();
        area.setText(now);
        if (!same) return;
        area.selectRange(anchor, caret);
        area.setScrollTop(top);
    }

    private static void count(Tab tab, int number) {
        tab.setGraphic(number == 0 ? null : Badges.badge(Integer.toString(number), ""));
        tab.getStyleClass().remove("counted");
        tab.getStyleClass().add("counted");
    }

    private Node event(EventLine event) {
        boolean warning = !event.type().equals("Normal");
        Label type = Labels.whole(event.type(), "t12", "muted");
        type.setMinWidth(64);
        Label reason = Labels.name(event.reason(), "t12");
        reason.setMinWidth(150);
        reason.setPrefWidth(150);
        Label message = Controls.label(event.message(), "t12");
        message.setTooltip(new Tooltip(event.message()));
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        String age = Ages.since(event.last(), clock.instant(), text);
        return Controls.row(10, new StateIcon(warning ? State.WARNING : State.OK, 14, event.type()), type, reason, message,
                Labels.whole(age, "t12", "muted"));
    }

    private Node pod(PodLine pod) {
        boolean finished = pod.phase().equals("Succeeded");
        State state = pod.ready() || finished ? State.OK : pod.reason().isEmpty() ? State.RUNNING : State.FAILED;
        String word = pod.reason().isEmpty() ? pod.phase() : pod.reason();
        Label name = Labels.name(pod.name(), "t12", "medium");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label phase = Labels.whole(word, "t12", pod.reason().isEmpty() ? "t12" : "bad");
        phase.setMinWidth(140);
        Label node = Labels.name(pod.node().isEmpty() ? "–" : pod.node(), "t12", "muted");
        node.setPrefWidth(160);
        return Controls.row(10, new StateIcon(state, 14, word), name, phase, node,
                Labels.whole(text.get("status.pods.restarts", pod.restarts()), "t12", "muted"),
                Labels.whole(Ages.since(pod.started(), clock.instant(), text), "t12", "muted"));
    }

    private Node condition(Condition condition) {
        State state = switch (condition.status()) {
            case "True" -> State.OK;
            case "False" -> State.WARNING;
            default -> State.NO_ANSWER;
        };
        Label type = Labels.name(condition.type(), "t12", "medium");
        type.setMinWidth(130);
        Label reason = Labels.name(condition.reason(), "t12");
        reason.setMinWidth(180);
        reason.setPrefWidth(180);
        Label message = Controls.label(condition.message(), "t12", "muted");
        if (!condition.message().isEmpty()) message.setTooltip(new Tooltip(condition.message()));
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        return Controls.row(10, new StateIcon(state, 14, condition.status()), type, reason, message,
                Labels.whole(Ages.since(condition.since(), clock.instant(), text), "t12", "muted"));
    }

    /// How one line of a list is drawn.
    private interface Drawing<T> {
        Node draw(T item);
    }

    private static final class Line<T> extends ListCell<T> {
        private final Drawing<T> drawing;

        Line(Drawing<T> drawing) {
            this.drawing = drawing;
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            setText(null);
            setGraphic(empty || item == null ? null : drawing.draw(item));
        }
    }
}
