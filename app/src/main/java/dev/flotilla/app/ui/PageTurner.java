package dev.flotilla.app.ui;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

import dev.flotilla.app.i18n.Messages;

/// Turns over members of which only some have room beside each other: says which are shown, and goes back and on. It is there only
/// where not all have room.
public final class PageTurner extends HBox {
    private final Messages text;
    private final Label place = Labels.whole("", "t12", "muted");
    private final Button back;
    private final Button on;
    private int first;
    private int room = 1;

    /// @param turned called when another page is wanted, which [#fit] then tells
    public PageTurner(Messages text, Runnable turned) {
        super(8);
        this.text = text;
        back = Controls.iconButton(Glyph.LEFT, text.get("ui.turner.back"), () -> turn(-1, turned));
        on = Controls.iconButton(Glyph.RIGHT, text.get("ui.turner.on"), () -> turn(1, turned));
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(place, back, on);
    }

    /// Which of `all` are shown where there is room for so many: the page that was, as far as it still exists.
    ///
    /// @return the first one's index; from there as many as have room
    public int fit(int room, int all) {
        this.room = Math.max(1, room);
        int count = Math.min(this.room, all);
        first = Math.clamp(first, 0, all - count);
        boolean turns = count < all;
        setVisible(turns);
        setManaged(turns);
        place.setText(text.get("ui.turner.place", first + 1, first + count, all));
        back.setDisable(first == 0);
        on.setDisable(first + count >= all);
        return first;
    }

    /// Goes to the page on which this one is; [#fit] tells then.
    public void reveal(int index) {
        if (index < first || index >= first + room) first = index - Math.floorMod(index, room);
    }

    private void turn(int step, Runnable turned) {
        first += step * room;
        turned.run();
    }
}
