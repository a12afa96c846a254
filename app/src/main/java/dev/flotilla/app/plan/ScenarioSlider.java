package dev.flotilla.app.plan;

import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;

/// A member's name, a slider for one of its figures, and the figure.
final class ScenarioSlider extends HBox {
    /// @param unit written behind the figure
    record Scale(int least, int most, int step, String unit) {}

    private final Slider slider;
    private final Scale scale;
    private final Label figure;

    /// @param colour the member's place in the fleet
    /// @param words  what the slider is for, in full
    ScenarioSlider(String name, int colour, String words, Scale scale, int value) {
        super(8);
        this.scale = scale;
        slider = new Slider(scale.least(), scale.most(), value);
        slider.setBlockIncrement(scale.step());
        slider.setAccessibleText(words);
        HBox.setHgrow(slider, Priority.ALWAYS);
        figure = Controls.label(value + scale.unit(), "spin");
        Label label = Labels.name(name);
        label.setTooltip(new Tooltip(name));
        label.setPrefWidth(150);
        label.setMinWidth(120);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Controls.square(colour), label, slider, figure);
    }

    /// Shows another figure.
    void show(int value) {
        if (value != value()) slider.setValue(value);
    }

    private int value() {
        return (int) Math.round(slider.getValue() / scale.step()) * scale.step();
    }

    /// @param change told of each new figure
    void onChange(IntConsumer change) {
        slider.valueProperty().addListener((_, _, _) -> {
            int whole = value();
            figure.setText(whole + scale.unit());
            change.accept(whole);
        });
    }
}
