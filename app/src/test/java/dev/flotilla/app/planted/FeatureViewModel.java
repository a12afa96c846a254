package dev.flotilla.app.planted;

import javafx.scene.Node;

/// Breaks a rule on purpose, so that the rule is seen to bite.
public final class FeatureViewModel {
    Node node() {
        return new javafx.scene.Group();
    }
}
