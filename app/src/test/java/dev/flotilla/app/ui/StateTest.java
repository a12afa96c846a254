package dev.flotilla.app.ui;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateTest {
    @Test
    void noTwoStatesShareAShapeSoThatNoneIsToldByColourAlone() {
        assertThat(State.values()).extracting(state -> state.body() + " " + state.mark()).doesNotHaveDuplicates();
    }
}
