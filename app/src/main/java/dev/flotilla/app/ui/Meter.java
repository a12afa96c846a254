package dev.flotilla.app.ui;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A thin bar that is filled so far. Negative says that the figure is not known, which leaves the bar empty and grey; `:failed`
/// draws it dashed, because there is no telling how far a failed thing really came.
public final class Meter extends Region {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final PseudoClass COMPLETE = PseudoClass.getPseudoClass("complete");

    private final DoubleProperty value = new SimpleDoubleProperty(this, "value", -1);
    private final Region fill = new Region();

    public Meter() {
        getStyleClass().add("meter");
        fill.getStyleClass().add("meter-fill");
        fill.setManaged(false);
        getChildren().add(fill);
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        setMaxWidth(Double.MAX_VALUE);
        value.subscribe(now -> {
            setAccessibleText(now.doubleValue() < 0 ? "–" : Math.round(now.doubleValue() * 100) + "%");
            requestLayout();
        });
    }

    public Meter(double value) {
        this();
        setValue(value);
    }

    public void setValue(double fraction) {
        value.set(fraction);
    }

    public void setFailed(boolean failed) {
        pseudoClassStateChanged(FAILED, failed);
    }

    public void setComplete(boolean complete) {
        pseudoClassStateChanged(COMPLETE, complete);
    }

    @Override
    protected void layoutChildren() {
        double share = Math.clamp(value.get(), 0, 1);
        double width = getPseudoClassStates().contains(FAILED) ? getWidth() : share * getWidth();
        fill.resizeRelocate(0, 0, share > 0 ? Math.max(width, getHeight()) : width, getHeight());
        fill.setVisible(width > 0);
    }
}
