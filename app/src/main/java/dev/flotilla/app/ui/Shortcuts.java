package dev.flotilla.app.ui;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import javafx.scene.input.KeyEvent;

/// Every accelerator of the app, in one place so that no two are the same. Key codes only: characters differ between keyboards.
public final class Shortcuts {
    public static final KeyCombination PALETTE = ctrl(KeyCode.K);
    public static final KeyCombination QUICK_OPEN = ctrl(KeyCode.P);
    public static final KeyCombination OPEN_WORKSPACE = ctrl(KeyCode.O);
    public static final KeyCombination USE_KUBECONFIG = ctrlShift(KeyCode.O);
    public static final KeyCombination NEW_WORKSHOP = ctrlShift(KeyCode.N);
    public static final KeyCombination NEW_DOCUMENT = ctrl(KeyCode.N);
    public static final KeyCombination SAVE = ctrl(KeyCode.S);
    public static final KeyCombination SAVE_ALL = ctrlShift(KeyCode.S);
    public static final KeyCombination CLOSE_TAB = ctrl(KeyCode.W);
    public static final KeyCombination NEXT_TAB = ctrl(KeyCode.TAB);
    public static final KeyCombination PREVIOUS_TAB = ctrlShift(KeyCode.TAB);
    public static final KeyCombination QUIT = ctrl(KeyCode.Q);
    public static final KeyCombination UNDO = ctrl(KeyCode.Z);
    public static final KeyCombination REDO = ctrlShift(KeyCode.Z);
    public static final KeyCombination FIND = ctrl(KeyCode.F);
    public static final KeyCombination REPLACE = ctrl(KeyCode.H);
    public static final KeyCombination COMMENT = ctrl(KeyCode.SLASH);
    public static final KeyCombination FORM = ctrl(KeyCode.J);
    public static final KeyCombination COMPLETE = ctrl(KeyCode.SPACE);
    public static final KeyCombination FIX = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.ALT_DOWN);
    public static final KeyCombination DOCUMENTATION = new KeyCodeCombination(KeyCode.F1);
    /// Not every system makes an event of its own of it, as it does of the menu key.
    public static final KeyCombination MENU = new KeyCodeCombination(KeyCode.F10, KeyCombination.SHIFT_DOWN);
    public static final KeyCombination DEFINITION = ctrl(KeyCode.B);
    public static final KeyCombination DEFINITION_TOO = new KeyCodeCombination(KeyCode.F12);
    public static final KeyCombination USAGES = new KeyCodeCombination(KeyCode.F7, KeyCombination.ALT_DOWN);
    public static final KeyCombination BACK = new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN);
    public static final KeyCombination FORWARD = new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN);
    public static final KeyCombination FOLD = ctrlShift(KeyCode.OPEN_BRACKET);
    public static final KeyCombination UNFOLD = ctrlShift(KeyCode.CLOSE_BRACKET);
    public static final KeyCombination NEXT_PROBLEM = new KeyCodeCombination(KeyCode.F8);
    public static final KeyCombination PREVIOUS_PROBLEM = new KeyCodeCombination(KeyCode.F8, KeyCombination.SHIFT_DOWN);
    public static final KeyCombination NEXT_CHANGE = new KeyCodeCombination(KeyCode.F7);
    public static final KeyCombination PREVIOUS_CHANGE = new KeyCodeCombination(KeyCode.F7, KeyCombination.SHIFT_DOWN);
    public static final KeyCombination NEXT_PANE = new KeyCodeCombination(KeyCode.F6);
    public static final KeyCombination PREVIOUS_PANE = new KeyCodeCombination(KeyCode.F6, KeyCombination.SHIFT_DOWN);
    public static final KeyCombination EXPLAIN = ctrl(KeyCode.E);
    public static final KeyCombination WHAT_IF = ctrlShift(KeyCode.E);
    public static final KeyCombination PROBLEMS = ctrlShift(KeyCode.M);
    public static final KeyCombination REVIEW_AND_SYNC = ctrl(KeyCode.ENTER);
    public static final KeyCombination REFRESH = new KeyCodeCombination(KeyCode.F5);
    public static final KeyCombination LARGER = ctrl(KeyCode.EQUALS);
    public static final KeyCombination SMALLER = ctrl(KeyCode.MINUS);

    private static final KeyCode[] DIGITS = {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5,
            KeyCode.DIGIT6};

    private Shortcuts() {}

    /// Ctrl+1 to Ctrl+6, in the order of the rail.
    ///
    /// @param index 0 to 5
    public static KeyCombination page(int index) {
        return ctrl(DIGITS[index]);
    }

    /// Whether a key asks to go to what a word means; both keys that editors have for it do.
    public static boolean isDefinition(KeyEvent event) {
        return DEFINITION.match(event) || DEFINITION_TOO.match(event);
    }

    private static KeyCombination ctrl(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    private static KeyCombination ctrlShift(KeyCode code) {
        return new KeyCodeCombination(code, new Modifier[]{KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN});
    }
}
