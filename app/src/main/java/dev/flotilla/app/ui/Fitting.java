package dev.flotilla.app.ui;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;

/// Words that have a shorter form for where they have too little room; a tooltip says them in full then.
public final class Fitting extends Pane {
    private final Label whole;
    private final Label brief;
    private final Tooltip tooltip = new Tooltip();

    public Fitting(String... styleClasses) {
        whole = Controls.label("", styleClasses);
        brief = Controls.label("", styleClasses);
        whole.setManaged(false);
        brief.setManaged(false);
        brief.setVisible(false);
        getChildren().addAll(whole, brief);
    }

    public void show(String words, String shorter) {
        whole.setText(words);
        brief.setText(shorter);
        tooltip.setText(words);
        requestLayout();
    }

    /// The label that has the words in full.
    public Label whole() {
        return whole;
    }

    @Override
    protected double computePrefWidth(double height) {
        return whole.prefWidth(-1);
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.min(brief.prefWidth(-1), whole.prefWidth(-1));
    }

    @Override
    protected double computePrefHeight(double width) {
        return whole.prefHeight(-1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return whole.prefHeight(-1);
    }

    @Override
    public double getBaselineOffset() {
        return whole.getBaselineOffset();
    }

    @Override
    protected void layoutChildren() {
        boolean fits = getWidth() + 1 >= snapSizeX(whole.prefWidth(-1));
        whole.setVisible(fits);
        brief.setVisible(!fits);
        brief.setTooltip(fits ? null : tooltip);
        whole.resizeRelocate(0, 0, snapSizeX(whole.prefWidth(-1)), getHeight());
        brief.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
